import { at, jsonText, parseText } from './json'
import type { MessageView, PartView } from './message-types'
import type { ProtocolId } from './types'

/** The answer alone, as a reader of the page saw it: text and refusals. */
export const messageText = ({ parts }: MessageView): string =>
  parts
    .filter(({ kind }) => kind === 'text' || kind === 'refusal')
    .map(({ text }) => text)
    .join('\n\n')

/** All parts with a heading each. What is JSON or HTML stands in fences that nothing in it closes. */
export const messageMarkdown = (view: MessageView): string => {
  const facts = [
    ...view.facts,
    ...view.finishes.map(({ reason }) => ['finish', reason] as const),
    ...view.usage,
  ]
  const head = facts.map(([name, value]) => `- ${name}: ${value}`).join('\n')
  return [head, ...view.parts.map(partMarkdown)].filter(text => text !== '').join('\n\n')
}

const partMarkdown = ({ kind, name, text, result, items }: PartView): string => {
  const title = `## ${[kind, name].filter(part => part !== '').join(': ')}`
  const body = kind === 'text' || kind === 'refusal' ? text : quoted(kind, text)
  const list = items.length > 0 ? `${items.length} events` : ''
  const shown = result === null ? '' : fenced(result)
  return [title, body, list, shown].filter(part => part !== '').join('\n\n')
}

const quoted = (kind: PartView['kind'], text: string): string => {
  if (text === '') return ''
  if (kind === 'tool-call' || kind === 'operation' || kind === 'data' || kind === 'html') return fenced(text)
  return text.replace(/^/gm, '> ')
}

const fenced = (text: string): string => {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text}\n${fence}`
}

/** The message as JSON: arguments and results as the values they are, where they are JSON. `readItem` reads one. */
export const messageJson = (
  protocol: ProtocolId,
  view: MessageView,
  readItem: (block: number, path: readonly string[]) => unknown,
): string => {
  const parts = view.parts.map(part => {
    const items = Array.from({ length: Math.min(part.items.length, MOST_ITEMS) }, (_, index) => {
      const item = part.items.at(index)
      return item === null ? null : readItem(item.block, item.path)
    })
    const isText = ['text', 'reasoning', 'refusal', 'html', 'error'].includes(part.kind)
    return {
      kind: part.kind,
      ...(part.choice > 0 && { choice: part.choice }),
      ...(part.id !== '' && { id: part.id }),
      ...(part.name !== '' && { name: part.name }),
      ...(part.label !== '' && { label: part.label }),
      ...(part.text !== '' && { [isText ? 'text' : 'value']: isText ? part.text : parsedOr(part.text) }),
      ...(part.result !== null && { result: parsedOr(part.result) }),
      ...(items.length > 0 && { items }),
      state: part.state,
      events: { count: part.events, first: part.firstBlock, last: part.lastBlock },
    }
  })
  const { usage, finishes, ended, notes } = view
  const facts = Object.fromEntries(view.facts)
  const message = { protocol, ...facts, finishes, ended, usage: Object.fromEntries(usage), parts, notes }
  try {
    return JSON.stringify(message, null, 2)
  } catch {
    // A value nested deeper than can be written stands as its text.
    return JSON.stringify({ protocol, ...facts, text: messageText(view) }, null, 2)
  }
}

/** Of one part in a copy. */
const MOST_ITEMS = 1000

const parsedOr = (text: string): unknown => parseText(text) ?? text

/** A value inside an event's JSON, as text. */
export const itemText = (data: string, path: readonly string[]): string => {
  if (path.length === 0) return data
  return jsonText(at(parseText(data), ...path))
}
