import { all, confidenceOf, isEmpty, objects, requestJson, spoken } from './evidence'
import { createIncrementalResult } from './graphql-incremental'
import { at, has, isObject, jsonText, listAt, parseText, textAt } from './json'
import type { MessageWriter, PartWriter } from './message-types'
import type { Opening, Protocol, ProtocolEvent } from './types'

/**
 * GraphQL over server-sent events, with a connection an operation or one for all (https://github.com/graphql/graphql-over-http
 * and graphql-sse's PROTOCOL.md), and incremental delivery as multipart, older form and newer.
 */
export const graphql: Protocol = {
  id: 'graphql',
  matches(opening) {
    const found = objects(opening)
    const isNext = spoken(opening).some(
      ({ type, json }) => type === 'next' && isObject(json) && isResult(payloadOf(json)),
    )
    const isPart = opening.format === 'multipart' && found.some(isResult)
    return confidenceOf(
      isNext || (isPart && found.some(value => has(value, 'hasNext') || has(value, 'payload'))),
      isPart && all(found, isResult),
    )
  },
  create(message, opening) {
    const { name, query } = requestOf(opening)
    const results = new Map<string, ReturnType<typeof createIncrementalResult>>()
    const open = (id: string): PartWriter => {
      const part = message.part(`operation/${id}`, 'operation', { id, name })
      if (part.length === 0 && query !== '') part.append(query)
      return part
    }
    return event => {
      if (event.type === 'complete') return complete(message, open(textAt(event.json, 'id')))
      if (isEmpty(event)) return
      if (!isObject(event.json)) return message.note('not-json', event.data.slice(0, 80))
      const id = textAt(event.json, 'id')
      const result = results.get(id) ?? createIncrementalResult()
      results.set(id, result)
      read(message, open(id), result, event)
    }
  },
}

const isResult = (value: unknown): boolean =>
  ['data', 'errors', 'incremental', 'hasNext', 'completed'].some(name => has(payloadOf(value), name))

/** The single connection wraps results with their operation's ID, Apollo's multipart subscriptions without. */
const payloadOf = (json: unknown): unknown => (isObject(at(json, 'payload')) ? at(json, 'payload') : json)

function requestOf(opening: Opening): { name: string; query: string } {
  const asked = requestJson(opening)
  const query = textAt(asked, 'query')
  const [, kind = '', named = ''] = /^\s*(query|mutation|subscription)\b\s*(\w*)/.exec(query) ?? []
  return { name: `${kind} ${textAt(asked, 'operationName') || named}`.trim(), query }
}

function read(
  message: MessageWriter,
  part: PartWriter,
  result: ReturnType<typeof createIncrementalResult>,
  { json, data }: ProtocolEvent,
): void {
  const payload = payloadOf(json)
  part.item(...(payload === json ? [] : ['payload']))
  const errors = [
    ...listAt(payload, 'errors'),
    ...listAt(payload, 'incremental').flatMap(each => listAt(each, 'errors')),
  ]
  for (const error of errors)
    message.error(textAt(error, 'message') || jsonText(error), textAt(error, 'extensions', 'code'))
  if (!has(payload, 'hasNext')) return
  // Patches change what they are joined with, so that is read anew.
  result.add(payloadOf(parseText(data)))
  if (at(payload, 'hasNext') !== false) return
  part.result(jsonText(result.value()))
  complete(message, part)
}

function complete(message: MessageWriter, part: PartWriter): void {
  part.state('done')
  message.end()
}
