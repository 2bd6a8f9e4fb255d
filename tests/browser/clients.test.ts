import { beforeAll, describe, expect, test } from 'vitest'
import { median } from '../bench/report.ts'
import { buildDemoPage } from '../servers/build-page.ts'
import type { SentStream } from '../servers/journal.ts'
import type { Result } from '../servers/page/demo-api.ts'
import { bodyOf, dispatchedFrom, eventsIn, linesOf, runClient } from './demo-streams.ts'
import {
  exportHar,
  newTabWithPanel,
  openPanel,
  type PanelHandle,
  type StreamSnapshot,
  sessionSnapshot,
  waitForStreams,
} from './harness/index.ts'
import { useStage } from './stage.ts'

const stage = useStage({ pace: 15 })
beforeAll(() => buildDemoPage())

const single = (streams: readonly StreamSnapshot[]): StreamSnapshot => {
  expect(streams.length).toBe(1)
  const [stream] = streams
  if (!stream) throw new Error('No stream was recorded.')
  return stream
}

/** Steps of `performance.now()` in a page that is not isolated, in milliseconds. */
const CLOCK_STEP = 0.1

/**
 * The chunks of the recorded stream are those that the page read. Their times are within a millisecond of the page's
 * own clock, which is read in the page's reaction to the same read: a busy machine may come between the two now and
 * then, so the middle of the differences counts, and none is on the wrong side.
 */
const expectSameChunks = (stream: StreamSnapshot, { chunks, observed }: Result) => {
  const own = chunks ?? observed ?? []
  expect(stream.chunks.map(chunk => chunk.size)).toEqual(own.map(chunk => chunk.size))
  const later = own.map((chunk, i) => chunk.at - (stream.chunks[i]?.time ?? 0))
  expect(Math.min(...later)).toBeGreaterThanOrEqual(-2 * CLOCK_STEP)
  expect(median(later)).toBeLessThan(1)
}

const expectSameHar = async (panel: PanelHandle, stream: StreamSnapshot, sent: SentStream) => {
  const har = await exportHar(panel)
  const [entry] = har.log.entries
  const messages: { time: number; eventName: string; eventId: string; data: string }[] =
    (entry && '_eventSourceMessages' in entry && (entry._eventSourceMessages as never)) || []
  expect(entry?.request.method).toBe(stream.method)
  expect(entry?.request.url).toBe(stream.url)
  expect(entry?.response.status).toBe(stream.status)
  expect(entry?.response.content.size).toBe(stream.length)
  const isWhole = stream.state === 'complete'
  if (isWhole) expect(entry?.response.content.text).toBe(bodyOf(sent).toString('utf8'))
  if (stream.format !== 'event-stream') return
  expect(
    messages.map(({ eventName, eventId, data }) => ({ type: eventName, data, lastEventId: eventId })),
  ).toEqual(eventsIn(stream))
  const times = stream.blocks.filter(block => block.kind === 'event').map(block => block.time)
  expect(messages.map(message => message.time * 1_000)).toEqual(times.map(time => expect.closeTo(time, 2)))
}

const clients = ['openai', 'ai-sdk', 'anthropic', 'reader', 'fetch-event-source', 'ndjson'] as const

/** The openai client stops reading at `[DONE]`: most often, but not always, before the body's end has come. */
const endsOf: Readonly<Record<string, readonly string[]>> = { openai: ['cancelled', 'complete'] }

describe.each(clients)('%s', name => {
  test('what the panel shows is what the server sent, chunk for chunk as the page read it', async () => {
    const panel = await newTabWithPanel(stage.browser(), stage.server().url)
    const id = `${name}-live`
    const result = await runClient(panel, name, { id, tail: true, observe: true })
    expect(result.error).toBeNull()
    await waitForStreams(panel, { count: 1, ended: true })
    const { streams, faults } = await sessionSnapshot(panel, { bodies: true })
    const stream = single(streams)
    const sent = stage.server().sent(id)
    expect(faults).toEqual([])
    expect(endsOf[name] ?? ['complete']).toContain(stream.state)
    expect(stream.method).toBe(sent.method)
    expect(stream.requestBody).toMatchObject({ kind: 'text', text: sent.body })
    expect(Buffer.from(stream.body ?? '', 'base64').equals(bodyOf(sent))).toBe(true)
    expect(eventsIn(stream)).toEqual(name === 'ndjson' ? linesOf(sent) : dispatchedFrom(sent))
    expectSameChunks(stream, result)
    await expectSameHar(panel, stream, sent)
    expect(panel.errors).toEqual([])
    await panel.close()
  })

  test('a DevTools that is opened after the stream has ended shows the same, with its times', async () => {
    const page = await stage.browser().browser.newPage()
    await page.goto(stage.server().url)
    const id = `${name}-late`
    const result = await runClient({ page }, name, { id, tail: true, observe: true })
    const panel = await openPanel(stage.browser(), page)
    await waitForStreams(panel, { count: 1, ended: true })
    const stream = single((await sessionSnapshot(panel, { bodies: true })).streams)
    const sent = stage.server().sent(id)
    expect(Buffer.from(stream.body ?? '', 'base64').equals(bodyOf(sent))).toBe(true)
    expect(eventsIn(stream)).toEqual(name === 'ndjson' ? linesOf(sent) : dispatchedFrom(sent))
    expectSameChunks(stream, result)
    await panel.close()
  })
})

test('a stream that the page aborts half way keeps what was read and says so', async () => {
  const panel = await newTabWithPanel(stage.browser(), stage.server().url)
  const id = 'aborted'
  const result = await runClient(panel, 'fetch-event-source-abort', { id, observe: true, pace: 30 })
  await waitForStreams(panel, { count: 1, ended: true })
  const stream = single((await sessionSnapshot(panel, { bodies: true })).streams)
  const sent = await stage.server().whenClosed(id)
  expect(stream.state).toBe('aborted')
  expect(sent.closedEarly).toBe(true)
  expectSameChunks(stream, result)
  const read = Buffer.from(stream.body ?? '', 'base64')
  expect(read.equals(bodyOf(sent).subarray(0, read.length))).toBe(true)
  expect(eventsIn(stream)).toEqual(dispatchedFrom(sent).slice(0, eventsIn(stream).length))
  await expectSameHar(panel, stream, sent)
  await panel.close()
})
