import { isDone } from './evidence'
import { at, jsonText, textAt } from './json'
import type { MessageWriter } from './message-types'
import type { Protocol, ProtocolEvent } from './types'

/** What the user said of a backend of their own; see the setting. */
export interface Rule {
  name: string
  add: readonly string[]
  finish: readonly string[]
  error: readonly string[]
  info: readonly string[]
  text: string
  reasoning: string
  errorText: string
  end: string
}

/** The user's own protocol. It is asked for by the stream's address, so it matches whatever comes. */
export const protocolOf = (rule: Rule): Protocol => ({
  id: 'rule',
  matches: () => 'sure',
  create: message => event => read(message, rule, event),
})

function read(message: MessageWriter, rule: Rule, event: ProtocolEvent): void {
  const names = [event.type, textAt(event.json, 'type'), textAt(event.json, 'event')]
  const isOneOf = (list: readonly string[]) => names.some(name => name !== '' && list.includes(name))
  const isEnd = rule.end !== '' ? event.data.trim() === rule.end : isDone(event)
  if (isEnd) message.end()
  else if (isOneOf(rule.error))
    message.error(
      valueAt(event, rule.errorText),
      names.find(name => rule.error.includes(name)),
    )
  else if (isOneOf(rule.finish)) finish(message, rule, event, names)
  else if (isOneOf(rule.info)) inform(message, event)
  else if (rule.add.length === 0 || isOneOf(rule.add)) add(message, rule, event)
  else inform(message, event)
}

function finish(message: MessageWriter, rule: Rule, event: ProtocolEvent, names: readonly string[]): void {
  message.finish(names.find(name => rule.finish.includes(name)))
  message.end()
  const text = message.find('text')
  // Without a path the data is what the finish event says, which need not be the text.
  const whole = rule.text === '' ? '' : valueAt(event, rule.text)
  if (text && whole !== '') text.snapshot(whole)
  text?.state('done')
  message.find('reasoning')?.state('done')
}

function add(message: MessageWriter, rule: Rule, event: ProtocolEvent): void {
  const thought = rule.reasoning === '' ? '' : valueAt(event, rule.reasoning)
  if (thought !== '') message.part('reasoning', 'reasoning').append(thought)
  const text = valueAt(event, rule.text)
  if (text !== '') message.part('text', 'text').append(text)
  if (thought === '' && text === '') inform(message, event)
}

const inform = (message: MessageWriter, { type }: ProtocolEvent): void =>
  message.part(`info/${type}`, 'data', { name: type }).item()

/** The text at a path of names and numbers with dots between; the whole data where the path is empty. */
function valueAt({ json, data }: ProtocolEvent, path: string): string {
  if (path === '') return typeof json === 'string' ? json : data
  const found = at(json, ...path.split('.'))
  return found === undefined || found === null ? '' : jsonText(found)
}
