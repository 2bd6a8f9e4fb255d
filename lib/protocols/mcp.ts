import { hasHeader, objects, requestJson } from './evidence'
import { at, listAt, textAt } from './json'
import { isJsonRpc, jsonRpc } from './json-rpc'
import type { Opening, Protocol } from './types'

/**
 * The Model Context Protocol over Streamable HTTP, with sessions (to 2025-11-25) and without (2026-07-28).
 * https://modelcontextprotocol.io/specification
 */
export const mcp: Protocol = {
  id: 'mcp',
  matches(opening) {
    const isNamed =
      hasHeader(opening.responseHeaders, 'mcp-session-id') ||
      ['mcp-session-id', 'mcp-protocol-version', 'mcp-method'].some(name =>
        hasHeader(opening.requestHeaders, name),
      )
    if (isNamed)
      return isJsonRpc(opening) || opening.events.every(({ data }) => data.trim() === '') ? 'sure' : 'none'
    return isJsonRpc(opening) && hasMethod(opening) ? 'sure' : 'none'
  },
  create: jsonRpc.create,
}

/** Names that no other JSON-RPC protocol gives its methods. */
const METHODS: readonly RegExp[] = [
  /^(tools\/(list|call)|prompts\/(list|get)|resources\/(list|templates\/list|read|subscribe|unsubscribe))$/,
  /^(sampling\/createMessage|elicitation\/create|roots\/list|completion\/complete|logging\/setLevel)$/,
  /^(server\/discover|subscriptions\/listen)$/,
  /^notifications\/(progress|message|initialized|cancelled|resources\/updated|subscriptions\/acknowledged)$/,
  /^notifications\/(tools|resources|prompts|roots)\/list_changed$/,
]

/** Methods of it among what was asked and what came. */
function hasMethod(opening: Opening): boolean {
  const asked = requestJson(opening)
  return [asked, ...listAt(asked), ...objects(opening)].some(value => {
    const method = textAt(value, 'method')
    return METHODS.some(each => each.test(method)) || hasVersion(value)
  })
}

/** Of `initialize`, which language servers have too, and of its result. Other agents number their versions. */
const hasVersion = (value: unknown): boolean =>
  textAt(value, at(value, 'method') === 'initialize' ? 'params' : 'result', 'protocolVersion') !== ''
