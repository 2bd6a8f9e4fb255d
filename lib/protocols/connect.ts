import { at, isObject, jsonText, textAt } from './json'
import type { Protocol } from './types'

/** Connect's streaming calls in JSON: messages, and an end that may be an error. https://connectrpc.com/docs/protocol */
export const connect: Protocol = {
  id: 'connect',
  matches: ({ format }) => (format === 'connect' || format === 'grpc-web' ? 'sure' : 'none'),
  create: message => event => {
    const isEnd = /end|trailer/i.test(event.type)
    if (!isEnd) return message.part('messages', 'data', { name: 'messages' }).item()
    const error = at(event.json, 'error')
    if (isObject(error)) message.error(textAt(error, 'message') || jsonText(error), textAt(error, 'code'))
    message.end()
  },
}
