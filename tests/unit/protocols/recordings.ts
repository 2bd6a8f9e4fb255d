import type { DemoServer } from '../../servers/demo-server'
import type { SentStream } from '../../servers/journal'
import { FAILING, RECORDABLES, type Recordable } from './recordables'

export interface Recording extends Recordable {
  /** The body in the pieces in which the server wrote it. */
  writes: readonly Uint8Array[]
  requestHeaders: readonly [string, string][]
  requestText: string
  responseHeaders: readonly [string, string][]
}

/** The streams of the demo's servers by name, as they went over the wire. */
export const recordAll = async (server: DemoServer): Promise<ReadonlyMap<string, Recording>> => {
  const recordings = new Map<string, Recording>()
  let before: Recording | undefined
  for (const recordable of [...RECORDABLES, ...FAILING]) {
    before = await record(server, recordable, before)
    recordings.set(before.name, before)
  }
  recordings.set('graphql-sse-single', await recordSingle(server))
  return recordings
}

const record = async (server: DemoServer, recordable: Recordable, before?: Recording): Promise<Recording> => {
  const { name, path, method = 'POST', session, body } = recordable
  const requestText = typeof body === 'object' ? JSON.stringify(body) : (body ?? '')
  const given = before?.responseHeaders.find(([each]) => each === session)
  const requestHeaders = [...Object.entries(recordable.headers ?? {}), ...(given ? [given] : [])]
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: [...requestHeaders, ['x-demo-id', name]],
    ...(method === 'GET' ? {} : { body: requestText }),
  })
  await response.arrayBuffer()
  const sent = await server.whenClosed(name)
  return { ...recordable, requestHeaders, requestText, ...answerOf(response, sent) }
}

/** GraphQL's mode of one connection: a token, a stream under it, and an operation asked for beside it. */
const recordSingle = async (server: DemoServer): Promise<Recording> => {
  const name = 'graphql-sse-single'
  const path = '/graphql/stream'
  const ask = (method: string, headers: Record<string, string>, body: string | null = null) =>
    fetch(server.url + path, { method, headers: { ...headers, 'x-demo-id': name }, body })
  const token = { 'x-graphql-event-stream-token': await (await ask('PUT', {})).text() }
  const response = await ask('GET', { ...token, accept: 'text/event-stream' })
  const query = { query: 'subscription { greetings }', extensions: { operationId: 'first' } }
  await ask('POST', { ...token, 'content-type': 'application/json' }, JSON.stringify(query))
  for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? [])
    if (text.includes('event: complete')) break
  const sent = server.requests(name).find(each => each.method === 'GET')
  if (!sent) throw new Error('The stream was never asked for.')
  const request = { requestHeaders: Object.entries(token), requestText: '' }
  return { name, protocol: 'graphql', path, ...request, ...answerOf(response, sent) }
}

const answerOf = (response: Response, { url, writes }: SentStream) => {
  if (!response.ok || writes.length === 0) throw new Error(`No stream of ${url}: ${response.status}`)
  return { writes: writes.map(({ bytes }) => bytes), responseHeaders: [...response.headers] }
}
