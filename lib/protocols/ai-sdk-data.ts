import { isEmpty } from './evidence'
import { at, jsonText, listAt, textAt } from './json'
import type { MessageWriter, PartWriter } from './message-types'
import type { Protocol, ProtocolEvent } from './types'

/** AI SDK's data stream, versions 3.3 to 4: `0:"text"`. https://v4.ai-sdk.dev/docs/ai-sdk-ui/stream-protocol */
export const aiSdkData: Protocol = {
  id: 'ai-sdk-data',
  matches: ({ format }) => (format === 'ai-data-stream' ? 'sure' : 'none'),
  create(message) {
    let step = 0
    return event => {
      if (isEmpty(event)) return
      read(message, event, step)
      if (event.type === 'finish-step' || event.type === 'finish-message') finishStep(message, step)
      if (event.type === 'finish-step') step++
    }
  },
}

/** Text and reasoning have no end of their own. */
function finishStep(message: MessageWriter, step: number) {
  for (const kind of ['reasoning', 'text']) message.find(`${kind}/${step}`)?.state('done')
}

function read(message: MessageWriter, { type, json, data }: ProtocolEvent, step: number) {
  const text = typeof json === 'string' ? json : ''
  switch (type) {
    case 'text':
      return message.part(`text/${step}`, 'text').append(text)
    case 'reasoning':
      return message.part(`reasoning/${step}`, 'reasoning').append(text)
    case 'error':
      return message.error(text || jsonText(json))
    case 'source':
      return place(message, 'citation', textAt(json, 'url'), textAt(json, 'title'))
    case 'file':
      return place(message, 'file', `data:${textAt(json, 'mimeType')}`, textAt(json, 'mimeType'))
    case 'start-step':
      return message.fact('id', at(json, 'messageId'))
    case 'finish-step':
    case 'finish-message':
      message.usage(at(json, 'usage'))
      message.finish(at(json, 'finishReason'))
      return type === 'finish-message' ? message.end() : undefined
    case 'data':
    case 'message-annotations':
      return listAt(json).forEach((_, index) => {
        message.part(`data/${type}`, 'data', { name: type }).item(String(index))
      })
    default:
      if (type.startsWith('tool-')) return readTool(message, type, json)
      if (json === undefined) return message.note('not-json', data.slice(0, 80))
      message.part(`data/${type}`, 'data', { name: type }).item()
  }
}

function readTool(message: MessageWriter, type: string, json: unknown) {
  const id = textAt(json, 'toolCallId')
  const part: PartWriter = message.part(`tool/${id}`, 'tool-call', { id })
  const name = textAt(json, 'toolName')
  if (name !== '') part.name(name)
  if (type === 'tool-call-delta') return part.append(textAt(json, 'argsTextDelta'))
  if (type === 'tool-call') {
    if (part.length === 0) part.append(jsonText(at(json, 'args')))
    return part.finishArguments()
  }
  if (type === 'tool-result') part.result(jsonText(at(json, 'result')))
}

function place(message: MessageWriter, kind: 'citation' | 'file', address: string, name: string) {
  const part = message.part(`${kind}/${address}`, kind, { name })
  part.grow(address)
  part.state('done')
}
