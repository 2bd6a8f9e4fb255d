import { confidenceOf, isEmpty, spoken } from './evidence'
import { isObject } from './json'
import { createJsonRpcReader } from './json-rpc-reader'
import type { Opening, Protocol } from './types'

/** JSON-RPC 2.0 in general. https://www.jsonrpc.org/specification */
export const jsonRpc: Protocol = {
  id: 'json-rpc',
  matches: opening => confidenceOf(isJsonRpc(opening), false),
  create(message, opening) {
    const read = createJsonRpcReader(message, opening)
    return event => {
      if (isEmpty(event)) return
      if (typeof event.json !== 'object' || event.json === null)
        return message.note('not-json', event.data.slice(0, 80))
      read(event.json)
    }
  },
}

/** Every event that says anything is a JSON-RPC message or a batch of them. */
export function isJsonRpc(opening: Opening): boolean {
  const isOne = (value: unknown) => isObject(value) && value.jsonrpc === '2.0'
  const messages = spoken(opening).map(({ json }) => json)
  return (
    messages.length > 0 &&
    messages.every(value => (Array.isArray(value) ? value.length > 0 && value.every(isOne) : isOne(value)))
  )
}
