import { at, isObject, jsonText, textAt } from './json'
import type { MessageWriter } from './message-types'
import { guessTextPath } from './text-path'
import type { Protocol, ProtocolEvent } from './types'

/**
 * Calls that stream in Connect's own protocol or in gRPC-web: messages, and an end that may be an error. What messages
 * hold is the service's own affair: a member that plainly holds a text is taken for it.
 * https://connectrpc.com/docs/protocol, https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md
 */
export const connect: Protocol = {
  id: 'connect',
  guesses: true,
  matches: ({ format }) => (format === 'connect' || format === 'grpc-web' ? 'sure' : 'none'),
  create(message, opening) {
    const path = guessTextPath(opening.events.filter(event => !isEnd(event)))
    return event => {
      if (isEnd(event)) return readEnd(message, event)
      const text = path && at(event.json, ...path)
      if (path && typeof text === 'string')
        message.part('text', 'text', { name: path.join('.'), inferred: true }).append(text)
      message.part('messages', 'data', { name: 'messages' }).item()
    }
  },
}

const isEnd = ({ type }: ProtocolEvent): boolean => /end-stream|trailers/.test(type)

function readEnd(message: MessageWriter, { json, data }: ProtocolEvent): void {
  const error = at(json, 'error')
  if (isObject(error)) message.error(textAt(error, 'message') || jsonText(error), textAt(error, 'code'))
  const status = trailer(data, 'grpc-status')
  if (status !== '' && status !== '0')
    message.error(decodeMessage(trailer(data, 'grpc-message')), `grpc-status ${status}`)
  message.end()
}

/** A trailer's value, '' where there is none. */
function trailer(data: string, name: string): string {
  const line = data.split(/\r?\n/).find(each => each.toLowerCase().startsWith(`${name}:`))
  return line?.slice(name.length + 1).trim() ?? ''
}

/** [spec] gRPC over HTTP/2, "Responses": messages are percent-encoded, and what cannot be decoded stays as it is. */
function decodeMessage(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
