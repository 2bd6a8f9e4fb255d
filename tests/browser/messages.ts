import { expect } from 'vitest'
import type { ClientName } from '../servers/page/demo-api.ts'
import { runClient } from './demo-streams.ts'
import {
  newTabWithPanel,
  openTab,
  type PanelHandle,
  press,
  rowCount,
  selectStream,
  waitFor,
  waitForStreams,
} from './harness/index.ts'
import type { useStage } from './stage.ts'

/** What the tab shows of a part, read as a user reads it. */
export interface ShownPart {
  kind: string
  name: string
  text: string
  result: string | null
  items: string[]
  state: string
}

export interface ShownMessage {
  protocol: string
  why: string
  parts: ShownPart[]
  facts: Record<string, string>
  usage: Record<string, string>
  notes: string[]
}

/** Runs in the panel. */
export function readMessage(): ShownMessage {
  const textIn = (element: Element | null) =>
    [...(element?.querySelectorAll('pre.text') ?? [])].map(each => each.textContent).join('')
  const listOf = (name: string) =>
    Object.fromEntries(
      [...document.querySelectorAll(`dl[aria-label="${name}"] .fact`)].map(fact => [
        fact.querySelector('dt')?.textContent ?? '',
        fact.querySelector('dd')?.textContent ?? '',
      ]),
    )
  const parts = [...document.querySelectorAll('article[data-part]')].map(article => {
    const result = article.querySelector('[aria-label="Result"]')
    const items = [...article.querySelectorAll('.item')].map(textIn)
    const all = textIn(article)
    const behind = items.join('').length + (result ? textIn(result).length : 0)
    return {
      kind: article.getAttribute('aria-label') ?? '',
      name: article.querySelector('.part-name')?.textContent ?? '',
      text: all.slice(0, all.length - behind),
      result: result ? textIn(result) : null,
      items,
      state: [...article.querySelectorAll('.part-tag')].at(-1)?.textContent ?? '',
    }
  })
  return {
    protocol:
      document.querySelector<HTMLSelectElement>('.message-protocol select')?.selectedOptions[0]?.text ?? '',
    why: document.querySelector('.message-why')?.textContent ?? '',
    parts,
    facts: listOf('Facts'),
    usage: listOf('Usage'),
    notes: [...document.querySelectorAll('.message-note')].map(note => note.textContent ?? ''),
  }
}

const isRead = () => document.querySelector('.message-body')?.getAttribute('aria-busy') === 'false'

const shownMessage = async (panel: PanelHandle): Promise<ShownMessage> => {
  await waitFor(panel, isRead)
  return panel.frame.evaluate(readMessage)
}

/** Runs a client, waits until its streams are over, and reads the message of each. */
export const messagesOf = async (stage: ReturnType<typeof useStage>, name: ClientName) => {
  const panel = await newTabWithPanel(stage.browser(), stage.server().url)
  const { message, events, error } = await runClient(panel, name, { id: `${name}-message` })
  expect(error).toBeNull()
  await waitForStreams(panel, { count: 1, ended: true })
  const count = await rowCount(panel, 'Streams')
  await selectStream(panel, 0)
  await openTab(panel, 'Message')
  await press(panel, 'Plain')
  const shown: ShownMessage[] = []
  for (let index = 0; index < count; index++) {
    await selectStream(panel, index)
    shown.push(await shownMessage(panel))
  }
  expect(panel.errors).toEqual([])
  return { panel, shown, message, events }
}

export const only = ([first]: readonly ShownMessage[]): ShownMessage => {
  if (!first) throw new Error('There is no message.')
  return first
}

export const textsOf = ({ parts }: ShownMessage) => parts.map(({ kind, name, text }) => [kind, name, text])
export const numbers = (usage: Record<string, string>) =>
  Object.fromEntries(Object.entries(usage).map(([name, value]) => [name, Number(value.replaceAll(',', ''))]))
