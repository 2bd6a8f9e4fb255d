import { isDone, isEmpty, spoken } from './evidence'
import { at, has, isObject, textAt } from './json'
import type { MessageWriter } from './message-types'
import { guessTextPath } from './text-path'
import type { Protocol, ProtocolEvent } from './types'
import { writeError } from './write-error'

/** JSON of no known protocol: its events by type, and a text where one member plainly holds its pieces. */
export const jsonStream: Protocol = {
  id: 'json',
  guesses: true,
  matches: opening =>
    spoken(opening).some(({ json }) => typeof json === 'object' && json !== null) ? 'possible' : 'none',
  create(message, opening) {
    const path = guessTextPath(opening.events)
    return event => read(message, event, path)
  },
}

function read(message: MessageWriter, event: ProtocolEvent, path: readonly string[] | null) {
  if (isDone(event)) return message.end()
  if (isEmpty(event)) return
  const { json } = event
  if (event.type === 'error' || isOnlyError(json)) {
    if (!writeError(message, json)) message.error(textAt(json, 'message') || event.data)
    return
  }
  const text = path && at(json, ...path)
  if (path && typeof text === 'string')
    message.part('text', 'text', { name: path.join('.'), inferred: true }).append(text)
  const name = nameOf(event)
  message.part(`events/${name}`, 'data', { name }).item()
}

/** An error beside other members may be one of many fields. */
const isOnlyError = (json: unknown): boolean =>
  isObject(json) && has(json, 'error') && isObject(json.error) && Object.keys(json).length <= 2

/** What sets events apart: their type, or the member that names it. */
function nameOf({ type, json }: ProtocolEvent): string {
  const member = ['type', 'event', 'kind', 'op', 'action']
    .map(name => textAt(json, name))
    .find(text => text !== '')
  return [type === 'message' ? '' : type, member ?? ''].filter(text => text !== '').join(' · ') || 'message'
}
