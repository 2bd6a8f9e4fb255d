import { beforeAll, expect, test } from 'vitest'
import { buildDemoPage } from '../servers/build-page.ts'
import type { SentStream } from '../servers/journal.ts'
import type { ClientName } from '../servers/page/demo-api.ts'
import { bodyOf, dispatchedFrom, eventsIn, linesOf, runClient } from './demo-streams.ts'
import { newTabWithPanel, type StreamSnapshot, sessionSnapshot, waitForStreams } from './harness/index.ts'
import { useResource, useStage } from './stage.ts'

const stage = useStage({ pace: 10 })
beforeAll(() => buildDemoPage())

/** Packages beyond those whose chunks `clients.test.ts` compares, each with its real server where it has one. */
const CLIENTS = [
  'event-source',
  'eventsource-package',
  'sse-js',
  'mcp',
  'graphql-sse',
  'graphql-sse-single',
  'graphql-yoga',
  'trpc-subscription',
  'trpc-batch',
  'ag-ui',
  'axios-fetch',
  'axios-xhr',
  'ky',
  'turbo',
  'htmx',
] as const satisfies readonly ClientName[]

const isStream = ({ method, writes, contentType }: SentStream) =>
  method !== 'OPTIONS' && writes.length > 0 && /event-stream|ndjson|json/.test(contentType)

const eventsSent = (sent: SentStream) =>
  sent.contentType === 'text/event-stream' ? dispatchedFrom(sent) : linesOf(sent)

/** A stream of the session for each request that the server answered with one, in their order. */
const pairUp = (sent: readonly SentStream[], streams: readonly StreamSnapshot[]) => {
  // An answer without a body has its row too.
  const waiting = streams.filter(({ length }) => length > 0)
  return sent.filter(isStream).map(request => {
    const place = waiting.findIndex(
      ({ method, url }) => method === request.method && url.endsWith(request.url),
    )
    const [stream] = place < 0 ? [] : waiting.splice(place, 1)
    return { request, stream }
  })
}

/** One for page after page. */
const open = useResource(() => newTabWithPanel(stage.browser(), stage.page()))

test.each(CLIENTS)('every event that the server of %s sent is in the panel', async name => {
  const panel = open()
  await panel.page.goto(stage.server().url)
  const id = `${name}-matrix`
  const result = await runClient(panel, name, { id })
  expect(result.error).toBeNull()
  expect(result.events).not.toHaveLength(0)
  const sent = stage.server().requests(id)
  const count = sent.filter(isStream).length
  expect(count).toBeGreaterThan(0)
  await waitForStreams(panel, { count, ended: true })
  const { streams, faults } = await sessionSnapshot(panel, { bodies: true })
  expect(faults).toEqual([])
  for (const { request, stream } of pairUp(sent, streams)) {
    if (!stream) throw new Error(`Not captured: ${request.method} ${request.url}`)
    expect(eventsIn(stream)).toEqual(eventsSent(request))
    const isRead = stream.source === 'fetch' && stream.state === 'complete'
    if (isRead) expect(Buffer.from(stream.body ?? '', 'base64').equals(bodyOf(request))).toBe(true)
  }
  expect(panel.errors).toEqual([])
})
