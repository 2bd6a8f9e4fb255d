import { hasHeader, objects, requestJson } from './evidence'
import { listAt, textAt } from './json'
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
    return isJsonRpc(opening) && hasMethod(opening) ? 'likely' : 'none'
  },
  create: jsonRpc.create,
}

const METHOD =
  /^(initialize|notifications\/(progress|message|initialized|cancelled)|(tools|resources|prompts|sampling|roots|elicitation|completion|logging|subscriptions)\/\w+)$/

/** Methods of it among what was asked and what came. */
function hasMethod(opening: Opening): boolean {
  const asked = requestJson(opening)
  const methods = [asked, ...listAt(asked), ...objects(opening)].map(value => textAt(value, 'method'))
  return methods.some(method => METHOD.test(method))
}
