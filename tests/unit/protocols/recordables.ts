import type { ProtocolId } from '../../../lib/protocols/types'

/** A request as the client of that name sends it, and what its stream is. */
export interface Recordable {
  name: string
  protocol: ProtocolId
  path: string
  method?: 'GET' | 'POST'
  headers?: Readonly<Record<string, string>>
  body?: object | string
  /** Sent under what the answer before gave this header. */
  session?: string
}

const asked = { model: 'demo-model', stream: true, messages: [{ role: 'user', content: 'Hello' }] }
const count = { name: 'count', arguments: { to: 5 }, _meta: { progressToken: 0 } }
const version = '2026-07-28'
const envelope = (text: string) => `\0\0\0\0${String.fromCharCode(text.length)}${text}`

export const RECORDABLES: readonly Recordable[] = [
  { name: 'openai', protocol: 'openai-chat', path: '/v1/chat/completions', body: asked },
  { name: 'openai-responses', protocol: 'openai-responses', path: '/v1/responses', body: { stream: true } },
  {
    name: 'anthropic',
    protocol: 'anthropic-messages',
    path: '/v1/messages',
    headers: { 'anthropic-version': '2023-06-01' },
    body: asked,
  },
  { name: 'ai-sdk', protocol: 'ai-sdk-ui', path: '/api/chat', body: { id: 'demo', messages: [] } },
  { name: 'ai-sdk-data', protocol: 'ai-sdk-data', path: '/api/chat-4', body: { messages: [] } },
  {
    name: 'gemini',
    protocol: 'gemini',
    path: '/gemini/v1beta/models/demo-model:streamGenerateContent?alt=sse',
    body: { contents: [{ role: 'user', parts: [{ text: 'Hello' }] }] },
  },
  { name: 'ollama', protocol: 'ollama', path: '/ollama/api/chat', body: asked },
  { name: 'ndjson', protocol: 'ollama', path: '/ndjson', body: asked },
  {
    name: 'langgraph',
    protocol: 'langgraph',
    path: '/langgraph/runs/stream',
    body: { input: {}, stream_mode: ['messages'], assistant_id: 'agent' },
  },
  {
    name: 'a2a',
    protocol: 'a2a',
    path: '/a2a/rpc',
    headers: { 'a2a-version': '1.0' },
    body: {
      jsonrpc: '2.0',
      id: 1,
      method: 'SendStreamingMessage',
      params: { message: { messageId: 'm', role: 'ROLE_USER', parts: [{ text: 'Hello' }] } },
    },
  },
  {
    name: 'mcp',
    protocol: 'mcp',
    path: '/mcp',
    headers: { accept: 'application/json, text/event-stream', 'content-type': 'application/json' },
    body: {
      jsonrpc: '2.0',
      id: 0,
      method: 'initialize',
      params: {
        protocolVersion: '2025-11-25',
        capabilities: {},
        clientInfo: { name: 'streamtap-demo', version: '1.0.0' },
      },
    },
  },
  {
    name: 'mcp-call',
    protocol: 'mcp',
    path: '/mcp',
    headers: { accept: 'application/json, text/event-stream', 'content-type': 'application/json' },
    session: 'mcp-session-id',
    body: { jsonrpc: '2.0', id: 1, method: 'tools/call', params: count },
  },
  {
    name: 'mcp-stateless',
    protocol: 'mcp',
    path: '/mcp/stateless',
    headers: {
      accept: 'application/json, text/event-stream',
      'content-type': 'application/json',
      'mcp-protocol-version': version,
      'mcp-method': 'tools/call',
      'mcp-name': 'count',
    },
    body: {
      jsonrpc: '2.0',
      id: 0,
      method: 'tools/call',
      params: {
        ...count,
        _meta: {
          ...count._meta,
          'io.modelcontextprotocol/protocolVersion': version,
          'io.modelcontextprotocol/clientInfo': { name: 'streamtap-demo', version: '1.0.0' },
          'io.modelcontextprotocol/clientCapabilities': {},
        },
      },
    },
  },
  {
    name: 'graphql-sse',
    protocol: 'graphql',
    path: '/graphql/stream',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
    body: { query: 'subscription { greetings }' },
  },
  {
    name: 'graphql-yoga',
    protocol: 'graphql',
    path: '/graphql/yoga',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
    body: { query: 'subscription { greetings }' },
  },
  {
    name: 'graphql-multipart',
    protocol: 'graphql',
    path: '/graphql/yoga',
    headers: { accept: 'multipart/mixed', 'content-type': 'application/json' },
    body: { query: '{ city { name stops @stream(initialCount: 1) ... @defer { weather { sky } } } }' },
  },
  {
    name: 'connect',
    protocol: 'connect',
    path: '/rpc/demo.Speaker/Speak',
    headers: { 'content-type': 'application/connect+json', 'connect-protocol-version': '1' },
    body: envelope('{"name":"Streams"}'),
  },
  {
    name: 'grpc-web',
    protocol: 'connect',
    path: '/rpc/demo.Speaker/Speak',
    headers: { 'content-type': 'application/grpc-web+proto', 'x-grpc-web': '1' },
    body: envelope('\n\x07Streams'),
  },
  {
    name: 'trpc-subscription',
    protocol: 'trpc',
    path: '/trpc/ticks?input=%7B%7D',
    method: 'GET',
    headers: { accept: 'text/event-stream' },
  },
  {
    name: 'trpc-batch',
    protocol: 'trpc',
    path: '/trpc/slow,slow,slow?batch=1&input=%7B%220%22%3A1%2C%221%22%3A2%2C%222%22%3A3%7D',
    method: 'GET',
    headers: { 'trpc-accept': 'application/jsonl' },
  },
  {
    name: 'ag-ui',
    protocol: 'ag-ui',
    path: '/ag-ui',
    headers: { accept: 'text/event-stream' },
    body: { threadId: 't', runId: 'r', messages: [], state: { status: 'idle', answers: [] } },
  },
  { name: 'turbo', protocol: 'turbo', path: '/html/turbo', method: 'GET' },
  { name: 'htmx', protocol: 'html', path: '/html/htmx', method: 'GET' },
  { name: 'fetch-event-source', protocol: 'json', path: '/sse/feed', body: {} },
  { name: 'reader', protocol: 'json', path: '/sse/plain', body: {} },
]

/** Calls that fail after their first message. */
export const FAILING: readonly Recordable[] = [
  {
    name: 'failing-connect',
    protocol: 'connect',
    path: '/rpc/demo.Speaker/Speak',
    headers: { 'content-type': 'application/connect+json', 'connect-protocol-version': '1' },
    body: envelope('{"name":"silence"}'),
  },
  {
    name: 'failing-grpc-web',
    protocol: 'connect',
    path: '/rpc/demo.Speaker/Speak',
    headers: { 'content-type': 'application/grpc-web+proto', 'x-grpc-web': '1' },
    body: envelope('\n\x07silence'),
  },
]
