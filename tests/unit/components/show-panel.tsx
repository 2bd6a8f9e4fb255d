import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach } from 'vitest'
import { App } from '../../../components/app'
import type { PanelOptions } from '../../../lib/state/panel-state'
import { type FedStream, type FedStreamOptions, fedStream } from '../session/fed-stream'
import { type FakePanel, fakePanel } from '../state/fake-panel'

afterEach(cleanup)

// No layout here: every element is as high as twenty rows.
Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: 464 })

/** The whole panel over streams fed by hand. */
export const showPanel = (streams: FedStream[] = [], options: Partial<PanelOptions> = {}): FakePanel => {
  const panel = fakePanel(streams, options)
  render(<App state={panel.state} />)
  return panel
}

/** Tells the panel that the session changed, and lets a frame pass. */
export const update = (panel: FakePanel) =>
  act(() => {
    panel.session.changed()
    panel.runFrames()
  })

export const openStream = (options: FedStreamOptions = {}, ...chunks: string[]): FedStream => {
  const stream = fedStream(options)
  stream.respond()
  for (const chunk of chunks) stream.push(chunk)
  return stream
}

export const streams = (count: number): FedStream[] =>
  Array.from({ length: count }, (_, at) =>
    openStream({ id: at + 1, url: `https://a.example/s${at + 1}` }, 'data: a\n\n'),
  )

export const grid = (name: string): HTMLElement => screen.getByRole('grid', { name })

/** Rows of a grid that are in the page, without its head. */
export const rowsOf = (name: string): HTMLElement[] => [
  ...grid(name).querySelectorAll<HTMLElement>('[data-row]'),
]

export const rowOf = (name: string, index: number): HTMLElement => {
  const row = grid(name).querySelector<HTMLElement>(`[data-row="${index}"]`)
  if (!row) throw new Error(`Row ${index} of "${name}" is not in the page.`)
  return row
}

export const selectedRows = (name: string): number[] =>
  rowsOf(name)
    .filter(row => row.getAttribute('aria-selected') === 'true')
    .map(row => Number(row.dataset.row))

/** Presses a key where the focus is. */
export const press = (key: string, init: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...init })
