import { at, isObject, jsonText, parseText, textAt } from './json'
import type { MessageWriter } from './message-types'
import type { Protocol, ProtocolEvent } from './types'

/** Coze's chat, version 3. https://www.coze.com/docs/developer_guides/chat_v3 */
export const coze: Protocol = {
  id: 'coze',
  matches: ({ events }) =>
    events.some(({ type, json }) => EVENT.test(type) && isObject(json)) ? 'sure' : 'none',
  create: message => event => read(message, event),
}

const EVENT = /^conversation\.(chat|message|audio)\.\w+$/

function read(message: MessageWriter, event: ProtocolEvent) {
  const { type, json } = event
  if (type === 'done') return message.end()
  if (type === 'error')
    return message.error(textAt(json, 'msg') || event.data, jsonText(at(json, 'code') ?? ''))
  if (!isObject(json)) return message.note('not-json', event.data.slice(0, 80))
  if (type.startsWith('conversation.chat.')) return readChat(message, type.slice(18), json)
  if (type === 'conversation.message.delta') return readMessage(message, json, true)
  if (type === 'conversation.message.completed') return readMessage(message, json, false)
  if (!EVENT.test(type)) message.note('unknown-event', type)
}

function readChat(message: MessageWriter, status: string, json: unknown) {
  message.fact('id', at(json, 'id'))
  message.fact('thread', at(json, 'conversation_id'))
  message.fact('status', status)
  message.usage(at(json, 'usage'))
  if (status === 'failed')
    message.error(textAt(json, 'last_error', 'msg'), jsonText(at(json, 'last_error', 'code') ?? ''))
  if (/^(completed|failed|requires_action|canceled)$/.test(status)) message.finish(status)
}

/** The completed message repeats what its deltas brought. */
function readMessage(message: MessageWriter, json: unknown, isDelta: boolean) {
  const id = textAt(json, 'id')
  const type = textAt(json, 'type')
  const content = textAt(json, 'content')
  if (type === 'function_call') return readCall(message, id, content)
  if (type === 'tool_response' || type === 'tool_output')
    return message.part(`result/${id}`, 'data', { name: type, id }).grow(content)
  if (type !== 'answer' && type !== '')
    return message.part(`other/${type}`, 'data', { name: type }).item('content')
  const thought = textAt(json, 'reasoning_content')
  if (thought !== '') {
    const part = message.part(`reasoning/${id}`, 'reasoning')
    if (isDelta) part.append(thought)
    else part.snapshot(thought)
  }
  if (content === '' && isDelta) return
  const part = message.part(`answer/${id}`, 'text')
  if (isDelta) return part.append(content)
  part.snapshot(content)
  part.state('done')
}

/** The content is JSON in a text: `{"name":…,"arguments":…}`. */
function readCall(message: MessageWriter, id: string, content: string) {
  const call = parseText(content)
  const name = textAt(call, 'name') || textAt(call, 'plugin_name')
  const part = message.part(`tool/${id}`, 'tool-call', { id, name })
  part.grow(isObject(call) ? jsonText(at(call, 'arguments') ?? call) : content)
  part.state('done')
}
