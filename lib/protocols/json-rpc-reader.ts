import { requestJson } from './evidence'
import { at, has, isObject, jsonText, textAt } from './json'
import type { MessageWriter, PartWriter } from './message-types'
import type { Opening } from './types'

/** More requests than these in one body are not laid out. */
const MOST_REQUESTS = 200

/** Reads JSON-RPC messages: each request is an operation with its progress and result. */
export function createJsonRpcReader(message: MessageWriter, opening: Opening): (json: unknown) => void {
  /** Operations by the progress token that their request gave. */
  const byToken = new Map<string, PartWriter>()
  let requests = 0

  function request(json: unknown, label: string) {
    const id = jsonText(at(json, 'id'))
    const part = message.part(`${label}/${id}`, 'operation', { id, label, name: nameOf(json) })
    part.append(jsonText(at(json, 'params')))
    const token = at(json, 'params', '_meta', 'progressToken')
    if (token !== undefined) byToken.set(jsonText(token), part)
  }

  function notification(json: unknown, path: readonly string[]) {
    const method = textAt(json, 'method')
    const token = at(json, 'params', 'progressToken') ?? at(json, 'params', 'token')
    const operation = token === undefined ? undefined : byToken.get(jsonText(token))
    const part = operation ?? message.part(`notification/${method}`, 'data', { name: method })
    part.item(...path, 'params')
  }

  function response(json: unknown) {
    const id = jsonText(at(json, 'id'))
    // Answers whose request was in another body still have their ID.
    const part = message.part(`/${id}`, 'operation', { id })
    const error = at(json, 'error')
    part.result(jsonText(isObject(error) ? error : at(json, 'result')))
    const isFailed = isObject(error) || at(json, 'result', 'isError') === true
    part.state(isFailed ? 'failed' : 'done')
    if (isObject(error))
      message.error(textAt(error, 'message') || jsonText(error), jsonText(at(error, 'code')))
  }

  function read(json: unknown, path: readonly string[]) {
    if (has(json, 'method')) return has(json, 'id') ? request(json, 'server') : notification(json, path)
    if (has(json, 'result') || has(json, 'error')) return response(json)
    message.note('unknown-event', jsonText(json).slice(0, 80))
  }

  const asked = requestJson(opening)
  for (const one of Array.isArray(asked) ? asked : [asked]) {
    if (has(one, 'method') && has(one, 'id') && requests++ < MOST_REQUESTS) request(one, '')
  }
  return json => {
    if (Array.isArray(json)) for (const [index, one] of json.entries()) read(one, [String(index)])
    else read(json, [])
  }
}

/** `tools/call count` says more than `tools/call`. */
function nameOf(json: unknown): string {
  const about = textAt(json, 'params', 'name') || textAt(json, 'params', 'uri')
  return `${textAt(json, 'method')} ${about}`.trim()
}
