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

/** Lets the page make its requests and gives what was recorded of them, once all have ended. */
const recordAll = async <Params extends unknown[]>(
  count: number,
  run: EvaluateFunc<Params>,
  ...args: Params
): Promise<StreamSnapshot[]> => {
  await panel.page.evaluate(run, ...args)
  seen += count
  await waitForLastStream(panel, seen)
  const { streams, faults } = await sessionSnapshot(panel, { bodies: true })
  expect(faults).toEqual([])
  expect(streams.length).toBe(seen)
  return streams.slice(-count)
}

const record = async <Params extends unknown[]>(
  run: EvaluateFunc<Params>,
  ...args: Params
): Promise<StreamSnapshot> => {
  const [stream] = await recordAll(1, run, ...args)
  if (!stream) throw new Error('Nothing was recorded.')
  return stream
}

const bytesOf = (stream: StreamSnapshot) => Buffer.from(stream.body ?? '', 'base64')
const sentBytes = (url: string) =>
  Buffer.concat(
    stage
      .server()
      .sent(idOf(url))
      .writes.map(write => write.bytes),
  )
const dataOf = (stream: StreamSnapshot) =>
  stream.blocks.filter(block => block.kind === 'event').map(block => block.data)
const consumersOf = (stream: StreamSnapshot) => [...new Set(stream.chunks.map(chunk => chunk.consumer))]

/** Runs in the page: one GET to its end. */
const get = (url: string, type: XMLHttpRequestResponseType = '') =>
  new Promise<void>(resolve => {
    const xhr = new XMLHttpRequest()
    xhr.open('GET', url)
    xhr.responseType = type
    xhr.onloadend = () => resolve()
    xhr.send()
  })

const slow: FixturePrograms = {
  steps: [
    { write: 'data: one\n\n' },
    { wait: 150 },
    { write: 'data: two\n\n' },
    { wait: 150 },
    { write: 'data: 三\n\n' },
  ],
}
const held: FixturePrograms = { steps: [{ write: 'data: one\n\n' }], end: 'hold' }

test('the text of an event stream is recorded as it becomes available', async () => {
  const url = stage.stream(slow)
  const stream = await record(get, url)
  expect(stream).toMatchObject({ source: 'xhr', method: 'GET', url, status: 200, state: 'complete' })
  expect(dataOf(stream)).toEqual(['one', 'two', '三'])
  expect(bytesOf(stream).equals(sentBytes(url))).toBe(true)
  expect(consumersOf(stream)).toEqual(['xhr-text'])
  // The parts are far enough apart that progress is told of each.
  const times = stream.blocks.map(block => block.time)
  const [first, second, third] = stage.server().sent(idOf(url)).writes
  expect(times[0]).toBeGreaterThanOrEqual(first?.at ?? 0)
  expect(times[1]).toBeGreaterThanOrEqual(second?.at ?? 0)
  expect(times[0]).toBeLessThan(second?.at ?? 0)
  expect(times[1]).toBeLessThan(third?.at ?? 0)
  expect(stream.respondedAt).toBeGreaterThanOrEqual(stream.openedAt)
  expect(stream.respondedAt).toBeLessThanOrEqual(stream.chunks[0]?.time ?? 0)
  expect(stream.closedAt).toBeGreaterThanOrEqual(stream.chunks.at(-1)?.time ?? 0)
})

test('JSON Lines are recorded as well, in every kind of text request', async () => {
  const url = stage.stream({
    type: 'application/x-ndjson',
    steps: [{ write: '{"a":1}\n' }, { wait: 100 }, { write: '{"a":2}\n' }],
  })
  const streams = await recordAll(
    2,
    async (address: string) => {
      for (const type of ['', 'text'] as const)
        await new Promise(resolve => {
          const xhr = new XMLHttpRequest()
          xhr.open('POST', address)
          xhr.responseType = type
          xhr.onload = resolve
          xhr.send('{}')
        })
    },
    url,
  )
  for (const stream of streams) expect(dataOf(stream)).toEqual(['{"a":1}', '{"a":2}'])
})

test('characters cut by the network arrive whole', async () => {
  const bytes = Buffer.from('data: 三😀é\n\n')
  const steps = [...bytes].flatMap(byte => [{ base64: Buffer.from([byte]).toString('base64') }, { wait: 60 }])
  const stream = await record(get, stage.stream({ steps }))
  expect(bytesOf(stream).equals(bytes)).toBe(true)
  expect(dataOf(stream)).toEqual(['三😀é'])
  expect(stream.chunks.length).toBeGreaterThan(3)
})

test('20 MB go through whole, whether or not the page looks at the text meanwhile', async () => {
  const big = await newTabWithPanel(stage.browser(), stage.page())
  const url = stage.stream({ steps: [{ flood: 20_000_000 }] })
  for (const [index, reads] of [false, true].entries()) {
    const length = await big.page.evaluate(
      (address, looks) =>
        new Promise<number>(resolve => {
          const xhr = new XMLHttpRequest()
          let sum = 0
          xhr.open('GET', address)
          xhr.onprogress = () => {
            if (looks) sum += xhr.responseText.length
          }
          xhr.onloadend = () => resolve(sum > 0 === looks ? xhr.responseText.length : 0)
          xhr.send()
        }),
      url,
      reads,
    )
    await waitForLastStream(big, index + 1)
    const recorded = await big.frame.evaluate(() => {
      const { chunks, bytes, drops, eventCount, state } = globalThis.streamtap?.session.streams.at(-1) ?? {}
      const times = Array.from({ length: chunks?.length ?? 0 }, (_, i) => chunks?.time(i) ?? 0)
      return {
        facts: [state, bytes?.length, bytes?.held, eventCount, drops?.length],
        isInOrder: times.every((time, i) => time >= (times[i - 1] ?? 0)),
        chunks: times.length,
      }
    })
    expect(recorded).toMatchObject({
      facts: ['complete', length, length, length / 64, 0],
      isInOrder: true,
    })
    expect(length).toBeGreaterThanOrEqual(20_000_000)
    expect(recorded.chunks).toBeGreaterThan(1)
  }
  await big.close()
})

test.each(['arraybuffer', 'blob'] as const)('%s gives its bytes at the end', async type => {
  const bytes = Buffer.from('data: \xff\xfe\n\n', 'latin1')
  const stream = await record(get, stage.stream({ steps: [{ base64: bytes.toString('base64') }] }), type)
  expect(bytesOf(stream).equals(bytes)).toBe(true)
  expect(stream.chunks.map(({ consumer, size }) => [consumer, size])).toEqual([['xhr-result', bytes.length]])
  expect(stream).toMatchObject({ state: 'complete', drops: [] })
  expect(stream.closedAt).toBe(stream.chunks[0]?.time)
})

test.each(['json', 'document'] as const)(
  '%s gives no bytes, and that is said with their number',
  async type => {
    const stream = await record(
      get,
      stage.stream({ type: 'application/x-ndjson', steps: [{ write: '{"a":1}\n' }] }),
      type,
    )
    expect(stream).toMatchObject({ state: 'complete', chunks: [], length: 8 })
    expect(stream.drops.map(({ reason, bytes }) => [reason, bytes])).toEqual([['unreadable', 8]])
  },
)

test('a synchronous request is looked at when it is over', async () => {
  const streams = await recordAll(
    2,
    (url: string) => {
      for (const address of [url, 'http://127.0.0.1:1/']) {
        const xhr = new XMLHttpRequest()
        xhr.open('POST', address, false)
        try {
          xhr.send('{"stream":true}')
        } catch {}
      }
    },
    stage.stream(slow),
  )
  expect(dataOf(streams[0] as StreamSnapshot)).toEqual(['one', 'two', '三'])
  expect(streams.map(stream => stream.state)).toEqual(['complete', 'failed'])
})

const ends: readonly [string, string, object][] = [
  ['complete', 'complete', { closeMessage: '' }],
  ['abort', 'aborted', { status: 200, closeMessage: '' }],
  ['abort in a handler', 'aborted', { status: 200 }],
  ['timeout', 'timed-out', { status: 200, closeMessage: '' }],
  ['reset', 'failed', { status: 200, closeMessage: 'XMLHttpRequest: error after the answer began' }],
  [
    'CORS',
    'failed',
    { status: null, closeMessage: 'XMLHttpRequest: error before an answer (network or CORS)' },
  ],
  [
    'unreachable',
    'failed',
    { status: null, closeMessage: 'XMLHttpRequest: error before an answer (network or CORS)' },
  ],
  ['opened again', 'aborted', { status: 200 }],
]

test.each(ends)('%s is told apart: %s', async (how, state, expected) => {
  const programs: FixturePrograms =
    how === 'complete'
      ? slow
      : how === 'reset'
        ? { steps: [{ write: 'data: one\n\n' }, { wait: 1000 }], end: 'reset' }
        : held
  const url =
    how === 'unreachable'
      ? 'http://127.0.0.1:1/'
      : how === 'CORS'
        ? stage.stream(programs).replace('127.0.0.1', 'localhost').replace('cors=1&', '')
        : stage.stream(programs)
  const stream = await record(
    (address: string, name: string) =>
      new Promise<void>(resolve => {
        const xhr = new XMLHttpRequest()
        const act = () => {
          if (name === 'abort in a handler') xhr.abort()
          if (name === 'abort') setTimeout(() => xhr.abort())
          if (name !== 'opened again') return
          xhr.open('GET', address)
          resolve()
        }
        // Before `send`, so that they run before what Streamtap adds there.
        xhr.onprogress = act
        xhr.onloadend = () => resolve()
        xhr.open('GET', address)
        xhr.setRequestHeader('Accept', 'text/event-stream')
        if (name === 'timeout') xhr.timeout = 500
        xhr.send()
      }),
    url,
    how,
  )
  expect(stream).toMatchObject({ state, ...expected })
  if (stream.status === 200) expect(dataOf(stream)[0]).toBe('one')
})

test('an object that is used again makes a stream each time, each with its own end', async () => {
  const urls = [stage.stream(slow), stage.stream(held), stage.stream(held), stage.stream(slow)]
  const streams = await recordAll(
    4,
    (addresses: string[]) =>
      new Promise<void>(resolve => {
        const xhr = new XMLHttpRequest()
        let turn = 0
        const next = () => {
          xhr.open('GET', addresses[turn++] ?? '')
          xhr.send()
        }
        // Each request is ended by a handler of another kind, in which the next begins.
        xhr.onload = () => (turn < 4 ? next() : resolve())
        xhr.onprogress = () => {
          if (turn === 2) next()
          else if (turn === 3) xhr.abort()
        }
        xhr.onabort = next
        next()
      }),
    urls,
  )
  expect(streams.map(({ url, state }) => [url, state])).toEqual([
    [urls[0], 'complete'],
    [urls[1], 'aborted'],
    [urls[2], 'aborted'],
    [urls[3], 'complete'],
  ])
  expect(streams.map(dataOf)).toEqual([['one', 'two', '三'], ['one'], ['one'], ['one', 'two', '三']])
})

test('a retry from the handler of a failure is another stream, and each failure keeps its kind', async () => {
  const heldUrl = stage.stream(held)
  const streams = await recordAll(
    3,
    (addresses: string[]) =>
      new Promise<void>(resolve => {
        const xhr = new XMLHttpRequest()
        let turn = 0
        const next = () => {
          if (turn === 3) return resolve()
          xhr.open('GET', addresses[turn++] ?? '')
          xhr.setRequestHeader('accept', 'text/event-stream')
          xhr.timeout = turn === 2 ? 400 : 0
          xhr.send()
        }
        for (const type of ['load', 'error', 'timeout']) xhr.addEventListener(type, next)
        next()
      }),
    ['http://127.0.0.1:1/', heldUrl, stage.stream(slow)],
  )
  expect(streams.map(stream => stream.state)).toEqual(['failed', 'timed-out', 'complete'])
})

test('requests and answers are recorded as the page made and saw them', async () => {
  const url = stage.stream([
    { status: 302, headers: { location: '/sse/plain?pace=0', 'access-control-expose-headers': '*' } },
    { headers: { 'x-two': 'a, b' }, steps: [{ write: 'data: one\n\n' }] },
  ])
  const [redirected, plain] = await recordAll(
    2,
    async (address: string) => {
      const send = (method: string, body: XMLHttpRequestBodyInit | Document) =>
        new Promise(resolve => {
          const xhr = new XMLHttpRequest()
          xhr.open(method, new URL(address).pathname + new URL(address).search)
          xhr.setRequestHeader('X-One', '1')
          xhr.setRequestHeader('X-Number', 2 as never)
          xhr.onload = resolve
          xhr.send(body)
        })
      const base = document.createElement('base')
      base.href = location.origin
      document.head.append(base)
      await send('get', 'not sent')
      await send('post', document.implementation.createHTMLDocument('a page'))
      base.remove()
    },
    url,
  )
  const requestHeaders = [
    ['X-One', '1'],
    ['X-Number', '2'],
  ]
  expect(redirected).toMatchObject({ method: 'GET', url, requestHeaders, requestBody: { kind: 'none' } })
  expect(plain).toMatchObject({ method: 'POST', requestHeaders, requestBody: { kind: 'not-captured' } })
  expect(plain?.responseHeaders).toContainEqual(['x-two', 'a, b'])
  expect(plain?.responseHeaders).toContainEqual(['content-type', 'text/event-stream'])
  const answers = await panel.frame.evaluate(() =>
    globalThis.streamtap?.session.streams
      .slice(-2)
      .map(({ response }) => [response?.redirected, response?.url]),
  )
  expect(answers).toEqual([
    [true, `${stage.server().url}/sse/plain?pace=0`],
    [false, url],
  ])
})

test('a body that does not call itself a stream is one by its look; ordinary answers are not', async () => {
  // Without this header Chromium holds plain text back until it has 1 KB or all of it to guess the type from.
  const headers = { 'x-content-type-options': 'nosniff' }
  const plainSse = stage.stream({ ...slow, type: 'text/plain', headers })
  const lines = stage.stream({
    type: 'application/json',
    steps: [{ write: '{"a":1}\n' }, { wait: 120 }, { write: '{"a":2}\n' }],
  })
  const urls = [
    stage.stream({ type: 'application/json', steps: [{ write: '{"a":1}\n' }] }),
    stage.stream({
      type: 'application/json',
      steps: [{ write: '{\n  "a": 1,\n' }, { wait: 80 }, { write: '"b":2}' }],
    }),
    stage.stream({ type: 'text/plain', steps: [{ write: 'some' }, { wait: 80 }, { write: 'text' }] }),
    plainSse,
    stage.stream({ type: 'text/html', steps: [{ write: 'data: one\n\n' }] }),
    lines,
  ]
  const streams = await recordAll(
    2,
    async (source: string, addresses: string[]) => {
      const read = new Function(`return ${source}`)() as (url: string) => Promise<void>
      for (const address of addresses) await read(address)
    },
    `${get}`,
    urls,
  )
  expect(streams.map(stream => stream.url)).toEqual([plainSse, lines])
  for (const stream of streams) {
    expect(stream.state).toBe('complete')
    expect(bytesOf(stream).equals(sentBytes(stream.url))).toBe(true)
    expect(stream.chunks.length).toBeGreaterThan(1)
    expect(stream.respondedAt).toBeLessThanOrEqual(stream.chunks[0]?.time ?? 0)
  }
})
