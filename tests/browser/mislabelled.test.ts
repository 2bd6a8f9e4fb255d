import type { EvaluateFunc } from 'puppeteer-core'
import { beforeAll, expect, test } from 'vitest'
import type { FixturePrograms } from '../servers/fixture/program.ts'
import {
  newTabWithPanel,
  type PanelHandle,
  type StreamSnapshot,
  sessionSnapshot,
  waitForLastStream,
} from './harness/index.ts'
import { idOf, useStage } from './stage.ts'

const stage = useStage()
let panel: PanelHandle
let seen = 0

beforeAll(async () => {
  panel = await newTabWithPanel(stage.browser(), stage.page())
})

const newStreams = async (count: number): Promise<StreamSnapshot[]> => {
  seen += count
  await waitForLastStream(panel, seen)
  const { streams, faults } = await sessionSnapshot(panel, { bodies: true })
  expect(faults).toEqual([])
  expect(streams.length).toBe(seen)
  return streams.slice(-count)
}

/** Lets the page read and then read an event stream, so that whatever else was recorded is there. */
const record = async (run: EvaluateFunc<[string]>, url: string, count: number): Promise<StreamSnapshot[]> => {
  const last = stage.stream({ steps: [{ write: 'data: last\n\n' }] })
  await panel.page.evaluate(run, url)
  await panel.page.evaluate(async address => (await fetch(address)).text(), last)
  const streams = await newStreams(count + 1)
  expect(streams.at(-1)?.url).toBe(last)
  return streams.slice(0, count)
}

const sentBytes = (url: string) =>
  Buffer.concat(
    stage
      .server()
      .sent(idOf(url))
      .writes.map(write => write.bytes),
  )
const bytesOf = (stream: StreamSnapshot | undefined) => Buffer.from(stream?.body ?? '', 'base64')

/** Without the header Chromium holds back what it guesses types from: up to 1 KB of plain text, bytes or no type. */
const pieces = (type: string | null, ...parts: string[]): FixturePrograms => ({
  type,
  headers: { 'x-content-type-options': 'nosniff' },
  steps: parts.flatMap(write => [{ write }, { wait: 80 }]),
})

/** Ways in which a page reads a body as a stream. */
const asStream: Readonly<Record<string, (url: string) => Promise<unknown>>> = {
  'a reader': async url => {
    const reader = (await fetch(url)).body?.getReader()
    while (reader && !(await reader.read()).done);
  },
  'an async iterator': async url => {
    const body = (await fetch(url)).body
    const chunks = body && Reflect.get(body, Symbol.asyncIterator) ? body : []
    for await (const _ of chunks as AsyncIterable<unknown>);
  },
  'a pipe': async url => {
    const text = (await fetch(url)).body?.pipeThrough(new TextDecoderStream()).getReader()
    while (text && !(await text.read()).done);
  },
  'a reader of a clone': async url => {
    const response = await fetch(url)
    const reader = response.clone().body?.getReader()
    const drain = async () => {
      while (reader && !(await reader.read()).done);
    }
    await Promise.all([drain(), response.text()])
  },
}

const sse: FixturePrograms = pieces('application/json', 'data: {"a":1}\n\n', 'data: [DONE]\n\n')

test.each(Object.keys(asStream))('an event stream called JSON is recorded when read by %s', async way => {
  const url = stage.stream(sse)
  const [stream] = await record(asStream[way] ?? (() => {}), url, 1)
  expect(stream).toMatchObject({ url, state: 'complete', status: 200, source: 'fetch' })
  expect(bytesOf(stream).equals(sentBytes(url))).toBe(true)
  expect(stream?.responseHeaders).toContainEqual(['content-type', 'application/json'])
})

const streams: Readonly<Record<string, FixturePrograms>> = {
  'an event stream in plain text': pieces('text/plain', 'data: one\n\n', 'data: two\n\n'),
  'an event stream without a type': pieces(null, ': beat\n\n', 'data: two\n\n'),
  'an event stream in bytes': pieces('application/octet-stream', 'event: a\ndata: one\n', '\ndata: two\n\n'),
  'lines of JSON': pieces('application/json', '{"a":1}\n', '{"a":', '2}\n'),
  'lines of JSON in plain text, in one piece': pieces('text/plain', '{"a":1}\n{"a":2}\n'),
  'parts of the AI SDK': pieces('text/plain', '0:"Hel', 'lo"\n', 'd:{"finishReason":"stop"}\n'),
  'an array of JSON': pieces('application/json', '[{\n  "a": 1\n}\n', ',\n{\n  "a": 2\n}\n', ']\n'),
  'tokens of plain text': pieces('text/plain; charset=utf-8', 'Once', ' upon', ' a time'),
}

test.each(Object.keys(streams))('the look tells: %s', async name => {
  const url = stage.stream(streams[name] ?? {})
  const [stream] = await record(asStream['a reader'] ?? (() => {}), url, 1)
  expect(stream).toMatchObject({ url, state: 'complete', drops: [] })
  expect(bytesOf(stream).equals(sentBytes(url))).toBe(true)
  // What was held until the look decided has kept its times.
  const { writes } = stage.server().sent(idOf(url))
  expect(stream?.respondedAt).toBeLessThanOrEqual(stream?.chunks[0]?.time ?? 0)
  expect(stream?.chunks[0]?.time).toBeLessThan((writes[0]?.at ?? 0) + 80 + (writes.length > 1 ? 0 : 80))
})

const others: Readonly<Record<string, FixturePrograms>> = {
  'a JSON reply': pieces('application/json', '{"a":1}\n'),
  'a JSON reply in pieces': pieces('application/json', '{"a":', '1,\n"b":', '2}'),
  'a printed JSON reply': pieces('application/json', '{\n  "a": 1,\n', '  "b": 2\n}\n'),
  'an array in one piece': pieces('application/json', '[{"a":1},{"a":2}]'),
  'plain text in one piece': pieces('text/plain', 'name: value'),
  bytes: {
    type: 'application/octet-stream',
    steps: [{ base64: 'AAECAwQ=' }, { wait: 50 }, { base64: '/w==' }],
  },
  'an image': pieces('image/svg+xml', 'data: one\n\n', '<svg/>'),
  'a page': pieces('text/html', 'data: one\n\n', '<p>'),
  'an empty reply': { type: 'application/json', status: 200, steps: [] },
}

test.each(Object.keys(others))('a reader does not make a stream of %s', async name => {
  await record(asStream['a reader'] ?? (() => {}), stage.stream(others[name] ?? {}), 0)
})

test('a body that the page reads as a whole is none, whatever it holds', async () => {
  const read = async (url: string) => {
    await (await fetch(url)).text()
    await (await fetch(url)).json().catch(() => {})
    await (await fetch(url)).arrayBuffer()
    await (await fetch(url)).blob()
    const touched = await fetch(url)
    if (touched.body) await touched.json().catch(() => {})
    const cloned = await fetch(url)
    await Promise.all([cloned.clone().text(), cloned.text()])
    await (await fetch(url)).body?.cancel()
  }
  await record(read, stage.stream(pieces('application/json', '{"a":1}\n{"a":2}\n')), 0)
})

test('what is read of a stream is recorded to its end, whichever end that is', async () => {
  const held: FixturePrograms = { ...pieces('text/plain', 'data: one\n\n'), end: 'hold' }
  const broken: FixturePrograms = { ...pieces('text/plain', 'data: one\n\n'), end: 'reset' }
  const ends = [
    ...(await record(
      async url => {
        const reader = (await fetch(url)).body?.getReader()
        await reader?.read()
        await reader?.cancel()
      },
      stage.stream(held),
      1,
    )),
    ...(await record(
      async url => {
        const controller = new AbortController()
        const reader = (await fetch(url, { signal: controller.signal })).body?.getReader()
        await reader?.read()
        controller.abort()
        await reader?.read().catch(() => {})
      },
      stage.stream(held),
      1,
    )),
    ...(await record(
      async url => {
        const reader = (await fetch(url)).body?.getReader()
        while (reader && !(await reader.read().catch(() => ({ done: true }))).done);
      },
      stage.stream(broken),
      1,
    )),
  ]
  expect(ends.map(stream => stream.state)).toEqual(['cancelled', 'aborted', 'failed'])
  expect(ends.map(stream => bytesOf(stream).toString())).toEqual(Array(3).fill('data: one\n\n'))
})

/** Runs in the page: asks for a stream and reads the answer in one way. */
const ask = async (url: string, way: string) => {
  const accept = { accept: 'text/event-stream' }
  const response = await fetch(url, { method: 'POST', headers: accept, body: '{"stream": true}' })
  if (way === 'text') await response.text()
  if (way === 'json') await response.json().catch(() => {})
  if (way === 'reader') {
    const reader = response.body?.getReader()
    while (reader && !(await reader.read()).done);
  }
  if (way === 'cancel') await response.body?.cancel()
}

const answers: Readonly<Record<string, [FixturePrograms, number]>> = {
  JSON: [{ type: 'application/json', steps: [{ write: '{"choices":[]}' }] }, 200],
  'a login page': [{ type: 'text/html', steps: [{ write: '<!doctype html><form>' }] }, 200],
  'a refusal': [{ status: 401, type: 'application/json', steps: [{ write: '{"error":"key"}' }] }, 401],
  'too many requests': [
    { status: 429, type: 'text/plain', headers: { 'retry-after': '1' }, steps: [{ write: 'slow down' }] },
    429,
  ],
  'a broken gateway': [{ status: 502, type: 'text/html', steps: [{ write: '<h1>Bad gateway' }] }, 502],
}

test.each(Object.keys(answers))(
  '%s in place of a stream that was asked for is kept, however it is read',
  async name => {
    const [programs, status] = answers[name] ?? [{}, 0]
    for (const way of ['text', 'json', 'reader']) {
      const url = stage.stream(programs)
      await panel.page.evaluate(ask, url, way)
      const [stream] = await newStreams(1)
      expect(stream).toMatchObject({ url, status, method: 'POST', state: 'complete' })
      expect(bytesOf(stream).toString(), way).toBe(sentBytes(url).toString())
    }
  },
)

test('an answer whose body the page cancels says so; one that it leaves unread stays open and empty', async () => {
  const programs: FixturePrograms = { status: 500, type: 'text/plain', steps: [{ write: 'no' }] }
  const cancelled = stage.stream(programs)
  await panel.page.evaluate(ask, cancelled, 'cancel')
  expect((await newStreams(1))[0]).toMatchObject({ status: 500, state: 'cancelled', length: 0 })
  const unread = stage.stream(programs)
  const [stream] = await record(
    url => fetch(url, { headers: { accept: 'text/event-stream' } }).then(() => {}),
    unread,
    1,
  )
  expect(stream).toMatchObject({ url: unread, status: 500, state: 'open', length: 0, chunks: [] })
})

test('a redirect to a page keeps both addresses, and the body', async () => {
  const url = stage.stream([
    { status: 302, headers: { location: '/fixture/page' } },
    { type: 'text/html', steps: [{ write: 'unused' }] },
  ])
  const html = await panel.page.evaluate(
    async address => (await fetch(address, { headers: { accept: 'text/event-stream' } })).text(),
    url,
  )
  const [stream] = await newStreams(1)
  expect(stream).toMatchObject({ url, status: 200, state: 'complete' })
  expect(bytesOf(stream).toString()).toBe(html)
  const answer = await panel.frame.evaluate(() => {
    const { response } = globalThis.streamtap?.session.streams.at(-1) ?? {}
    return [response?.redirected, response?.url]
  })
  expect(answer).toEqual([true, stage.page()])
})

test('an answer that CORS hides is a row that failed without one', async () => {
  const url = stage.stream({ steps: [{ write: 'data: one\n\n' }] })
  const hidden = url.replace('127.0.0.1', 'localhost').replace('cors=1&', '')
  await panel.page.evaluate(
    address => fetch(address, { headers: { accept: 'text/event-stream' } }).then(undefined, () => {}),
    hidden,
  )
  const [stream] = await newStreams(1)
  expect(stream).toMatchObject({ url: hidden, status: null, state: 'failed', length: 0 })
  expect(stream?.closeMessage).not.toBe('')
})

test('a document that opens streams without end is recorded up to a limit, and that is said once', async () => {
  const many = await newTabWithPanel(stage.browser(), stage.page())
  await many.page.evaluate(async () => {
    const init = { method: 'POST', body: '{"stream":true}', signal: AbortSignal.abort() }
    for (let count = 0; count < 10_050; count++) await fetch('/', init).catch(() => {})
  })
  await many.frame.waitForFunction(
    () => {
      const { streams, faults } = globalThis.streamtap?.session ?? {}
      return faults?.length && streams?.length === 10_000 && streams.at(-1)?.state === 'aborted'
    },
    { polling: 100, timeout: 60_000 },
  )
  const faults = await many.frame.evaluate(() => globalThis.streamtap?.session.faults ?? [])
  expect(faults.map(({ where }) => where)).toEqual(['streams'])
  expect(faults[0]?.message).toContain('10000')
  await many.close()
})
