import { all, confidenceOf, requestJson, spoken } from './evidence'
import { isObject, parseText } from './json'
import { applyMergePatch, changedPart } from './json-changes'
import type { MessageWriter } from './message-types'
import type { Protocol, ProtocolEvent } from './types'

const TURBO = /^\s*<turbo-stream(?=[\s>/])/i

/** Hotwire's Turbo Streams, by action and target. https://turbo.hotwired.dev/reference/streams */
export const turbo: Protocol = {
  id: 'turbo',
  matches: opening =>
    confidenceOf(
      opening.format === 'turbo-stream' || all(spoken(opening), ({ data }) => TURBO.test(data)),
      false,
    ),
  create: message => event => {
    if (event.data.trim() === '') return
    const target = attribute(event.data, 'target') || attribute(event.data, 'targets')
    addHtml(message, attribute(event.data, 'action'), target, event)
  },
}

/** HTML in events, as htmx swaps it in: the event's type says where. https://htmx.org/extensions/sse/ */
export const html: Protocol = {
  id: 'html',
  matches: opening =>
    confidenceOf(
      false,
      all(spoken(opening), ({ data }) => /^\s*<[a-z!][^>]*>/i.test(data)),
    ),
  create: message => event => {
    if (event.data.trim() !== '') addHtml(message, '', event.type === 'message' ? '' : event.type, event)
  },
}

/** Datastar's patches of elements and signals, 1.0 and before. https://data-star.dev/reference/sse_events */
export const datastar: Protocol = {
  id: 'datastar',
  matches: ({ events }) =>
    confidenceOf(
      events.some(({ type }) => /^datastar-[a-z-]+$/.test(type)),
      false,
    ),
  create: (message, opening) => event => {
    const [, name] = /^datastar-([a-z-]+)$/.exec(event.type) ?? []
    if (name === undefined) return message.note('unknown-event', event.type)
    const lines = event.data.split('\n').map(line => /^(\S+) ?(.*)$/.exec(line) ?? [])
    const linesOf = (wanted: string) =>
      lines
        .filter(([, key]) => key === wanted)
        .map(([, , value = '']) => value)
        .join('\n')
    const content = ['elements', 'fragments', 'signals', 'script', 'paths'].map(linesOf).join('')
    const target = linesOf('selector')
    if (name === 'patch-signals' && linesOf('onlyIfMissing') !== 'true' && isObject(parseText(content)))
      return patchSignals(message, parseText(content), requestJson(opening))
    const kind = /signals/.test(name) ? 'data' : 'html'
    const part = message.part(`${name}/${target}/${linesOf('mode')}`, kind, {
      name: [name, linesOf('mode')].filter(text => text !== '').join(' '),
      label: target,
    })
    part.append(part.length > 0 ? `\n${content}` : content)
  },
}

/** Signals are merged into those that the page has: a request that is no GET brings them. */
function patchSignals(message: MessageWriter, patch: unknown, before: unknown) {
  const known = isObject(before) ? before : undefined
  const part = changedPart(message, 'signals', 'patch-signals', { known, assumed: {} })
  part.item()
  part.change(applyMergePatch(patch))
}

function addHtml(message: MessageWriter, action: string, target: string, { data }: ProtocolEvent) {
  const part = message.part(`html/${action}/${target}`, 'html', { name: action, label: target })
  part.append(part.length > 0 ? `\n${data}` : data)
}

/** The attribute of the first tag; '' where it has none. Shown, never trusted. */
function attribute(source: string, name: string): string {
  const tag = /^\s*<[^>]*>/.exec(source.slice(0, 2000))?.[0] ?? ''
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(tag)
  return found?.[1] ?? found?.[2] ?? found?.[3] ?? ''
}
