import { waitFor } from './harness/controls.ts'
import type { PanelHandle } from './harness/types.ts'

/** Code and severity of each finding that the open tab lists, once all that was recorded has been looked at. */
export const findingsOf = async (panel: PanelHandle): Promise<[code: string, severity: string][]> => {
  await waitFor(panel, () => {
    const row = document.querySelector('.streams [aria-selected="true"]')?.getAttribute('data-row')
    const stream = globalThis.streamtap?.session.streams[Number(row)]
    const examined = document.querySelector('[data-revision]')?.getAttribute('data-revision')
    return stream !== undefined && Number(examined) === stream.revision
  })
  return panel.frame.$$eval('[role=tabpanel] [data-code]', found =>
    found.map((element): [string, string] => [
      element.getAttribute('data-code') ?? '',
      /finding-(\w+)/.exec(element.className)?.[1] ?? '',
    ]),
  )
}

/** Waits until the open tab lists one of the findings, and tells which; else says what it was waited for on. */
export const waitForFinding = async (panel: PanelHandle, ...codes: string[]): Promise<string> => {
  const firstOf = (wanted: string[]) =>
    wanted.find(code => document.querySelector(`[data-code="${code}"]`)) ?? ''
  await explained(panel, waitFor(panel, firstOf, codes), `no ${codes.join(' or ')} is found`)
  return panel.frame.evaluate(firstOf, codes)
}

/** Says, where it fails, what there was in the panel. */
export const explained = async (panel: PanelHandle, waiting: Promise<void>, failure: string) => {
  try {
    await waiting
  } catch (cause) {
    throw new Error(`${failure}: ${await panel.frame.evaluate(circumstances)}`, { cause })
  }
}

/** Runs in the panel: the streams that there are, which is shown, and what is found of it. */
const circumstances = () => {
  const streams = globalThis.streamtap?.session.streams ?? []
  return JSON.stringify({
    now: performance.timeOrigin + performance.now(),
    shown: document.querySelector('.streams [aria-selected="true"]')?.getAttribute('data-row'),
    examined: document.querySelector('[data-revision]')?.getAttribute('data-revision'),
    found: [...document.querySelectorAll('[data-code]')].map(each => each.getAttribute('data-code')),
    streams: streams.map(({ opened, state, revision, chunks, response }) => ({
      ...{ source: opened.source, observer: opened.observer, at: opened.at, state, revision },
      ...{ chunks: chunks.length, consumers: chunks.consumers, isAnswered: response !== null },
      lastAt: chunks.length > 0 ? chunks.time(chunks.length - 1) : null,
    })),
  })
}

/** The names of a finding's links to its evidence. */
export const evidenceOf = (panel: PanelHandle, code: string): Promise<string[]> =>
  panel.frame.$$eval(`[data-code="${code}"] [data-evidence]`, found =>
    found.map(element => element.textContent ?? ''),
  )
