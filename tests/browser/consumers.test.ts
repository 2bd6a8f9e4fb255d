import { beforeAll, expect, test } from 'vitest'
import type { FixturePrograms } from '../servers/fixture/program.ts'
import {
  BROWSER,
  newTabWithPanel,
  type PanelHandle,
  type StreamSnapshot,
  sessionSnapshot,
  waitForLastStream,
} from './harness/index.ts'
import { useStage } from './stage.ts'

const stage = useStage()
let panel: PanelHandle
let seen = 0

beforeAll(async () => {
  panel = await newTabWithPanel(stage.browser(), stage.page())
})

const slow: FixturePrograms = {
  steps: [
    { write: 'data: one\n\n' },
    { wait: 40 },
    { write: 'data: two\n\n' },
    { wait: 40 },
    { write: 'data: 三\n\n' },
  ],
}
const text = 'data: one\n\ndata: two\n\ndata: 三\n\n'

/** Lets the page read one stream and gives what was recorded of it. */
const record = async (
  programs: FixturePrograms,
  read: (url: string) => unknown,
  host = '127.0.0.1',
): Promise<StreamSnapshot> => {
  seen++
  const url = stage.stream(programs).replace('127.0.0.1', host)
  await panel.page.evaluate(read, url)
  await waitForLastStream(panel, seen)
  const { streams, faults } = await sessionSnapshot(panel, { bodies: true })
  expect(faults).toEqual([])
  expect(streams.length).toBe(seen)
  const stream = streams.at(-1)
  if (!stream) throw new Error('Nothing was recorded.')
  return stream
}

const bodyOf = (stream: StreamSnapshot) => Buffer.from(stream.body ?? '', 'base64').toString('utf8')
const consumersOf = (stream: StreamSnapshot) => [...new Set(stream.chunks.map(chunk => chunk.consumer))]

const whole: Readonly<Record<string, (url: string) => Promise<unknown>>> = {
  text: async url => (await fetch(url)).text(),
  json: async url => (await fetch(url)).json().catch(() => {}),
  'array-buffer': async url => structuredClone(await (await fetch(url)).arrayBuffer()),
  bytes: async url => (await fetch(url)).bytes(),
  blob: async url => (await fetch(url)).blob(),
}

test.each(Object.keys(whole))('%s() is one chunk at the time it resolves', async name => {
  const stream = await record(slow, whole[name] ?? (() => {}))
  expect(bodyOf(stream)).toBe(text)
  expect(stream.chunks.length).toBe(1)
  expect(consumersOf(stream)).toEqual([name])
  expect(stream.state).toBe('complete')
  expect(stream.eventCount).toBe(3)
})

test('formData() of a body that is none is recorded all the same', async () => {
  const stream = await record(slow, async url => (await fetch(url)).formData().catch(() => {}))
  expect(bodyOf(stream)).toBe(text)
  expect(stream.state).toBe('complete')
})

const streamed: Readonly<Record<string, (url: string) => Promise<unknown>>> = {
  reader: async url => {
    const reader = (await fetch(url)).body?.getReader()
    while (reader && !(await reader.read()).done);
  },
  'byob-reader': async url => {
    const reader = (await fetch(url)).body?.getReader({ mode: 'byob' })
    let buffer = new ArrayBuffer(64)
    for (let isDone = false; reader && !isDone; ) {
      const { done, value } = await reader.read(new Uint8Array(buffer))
      isDone = done
      if (value) buffer = value.buffer
    }
  },
  'async-iterator': async url => {
    for await (const _ of (await fetch(url)).body ?? []);
  },
  pipe: async url => {
    const pieces = (await fetch(url)).body?.pipeThrough(new TextDecoderStream())
    for await (const _ of (pieces ?? []) as AsyncIterable<string>);
  },
}

test.each(Object.keys(streamed))('each chunk that %s gives is recorded', async name => {
  const stream = await record(slow, streamed[name] ?? (() => {}))
  expect(bodyOf(stream)).toBe(text)
  expect(consumersOf(stream)).toEqual([name])
  expect(stream.chunks.reduce((sum, chunk) => sum + chunk.size, 0)).toBe(Buffer.byteLength(text))
  expect(stream.state).toBe('complete')
})

const early: FixturePrograms = { steps: [{ write: text }] }

test('a body that has ended before it is read keeps its last chunk', async () => {
  const stream = await record(early, async url => {
    const reader = (await fetch(url)).body?.getReader()
    await new Promise(resolve => setTimeout(resolve, 200))
    while (reader && !(await reader.read()).done);
  })
  expect(bodyOf(stream)).toBe(text)
  expect(stream.state).toBe('complete')
})

const combined: Readonly<Record<string, (url: string) => Promise<unknown>>> = {
  'pipeTo into a sink': async url => (await fetch(url)).body?.pipeTo(new WritableStream()),
  'tee, both read': async url => {
    const branches = (await fetch(url)).body?.tee() ?? []
    await Promise.all(branches.map(branch => new Response(branch).text()))
  },
  'tee of a tee, read with readers': async url => {
    const [left, right] = (await fetch(url)).body?.tee() ?? []
    const branches = [left, ...(right?.tee() ?? [])]
    const drain = async (branch?: ReadableStream) => {
      const reader = branch?.getReader()
      while (reader && !(await reader.read()).done);
    }
    await Promise.all(branches.map(drain))
  },
  'clone, one as text and one as a stream': async url => {
    const response = await fetch(url)
    const clone = response.clone()
    const drain = async () => {
      for await (const _ of clone.body ?? []);
    }
    await Promise.all([response.text(), drain()])
  },
  'clone of a clone, both as JSON': async url => {
    const response = await fetch(url)
    const clones = [response.clone(), response.clone().clone()]
    await Promise.all([response, ...clones].map(each => each.json().catch(() => {})))
  },
  'a body wrapped in a Response of the page': async url => new Response((await fetch(url)).body).text(),
  'a reader that gives way to another': async url => {
    const { body } = await fetch(url)
    const first = body?.getReader()
    await first?.read()
    first?.releaseLock()
    for await (const _ of body ?? []);
  },
}

test.each(Object.keys(combined))('%s: each byte is recorded once', async name => {
  const stream = await record(slow, combined[name] ?? (() => {}))
  expect(bodyOf(stream)).toBe(text)
  expect(stream.chunks.reduce((sum, chunk) => sum + chunk.size, 0)).toBe(Buffer.byteLength(text))
  expect(stream.state).toBe('complete')
})

test('a pipe whose sink is stuck takes no chunk early', async () => {
  // More than the browser ever hands over in one chunk.
  const url = stage.stream({ steps: [{ flood: 8_000_000 }], end: 'hold' })
  await panel.page.evaluate(async address => {
    const { body } = await fetch(address)
    await new Promise<void>(resolve => {
      const write = (chunk: Uint8Array) => {
        Object.assign(window, { taken: chunk.length })
        resolve()
        return new Promise<void>(() => {})
      }
      body?.pipeTo(new WritableStream({ write })).catch(() => {})
    })
  }, url)
  seen++
  // By the time a later stream has gone all the way, so has what this one took.
  await record(slow, url => fetch(url).then(response => response.text()))
  const stuck = (await sessionSnapshot(panel)).streams.find(stream => stream.url === url)
  const taken = await panel.page.evaluate(() => Number(Reflect.get(window, 'taken')))
  expect(stuck).toMatchObject({ state: 'open', chunks: [{ size: taken, consumer: 'pipe' }] })
})

test('text() cannot show bytes that are not UTF-8, and the chunk says that it came from text()', async () => {
  const stream = await record(
    { steps: [{ base64: Buffer.from('data: \xff\n\n', 'latin1').toString('base64') }] },
    async url => (await fetch(url)).text(),
  )
  expect(bodyOf(stream)).toBe('data: \ufffd\n\n')
  expect(consumersOf(stream)).toEqual(['text'])
})

/** The browsers' own words for what went wrong. */
const words = {
  chromium: {
    cut: 'network error',
    cutInText: 'Failed to fetch',
    aborted: 'AbortError: signal is aborted without reason',
    refused: 'Failed to fetch',
  },
  firefox: {
    cut: 'Error in input stream',
    cutInText: 'Content-Length header of network response exceeds response Body.',
    aborted: 'AbortError: The operation was aborted. ',
    refused: 'NetworkError when attempting to fetch resource.',
  },
}[BROWSER]

const held: FixturePrograms = { steps: [{ write: 'data: one\n\n' }], end: 'hold' }
const broken: FixturePrograms = { steps: [{ write: 'data: one\n\n' }, { wait: 500 }], end: 'reset' }

const ends: readonly [string, FixturePrograms, (url: string) => Promise<unknown>, object][] = [
  [
    'the network failing while the page reads',
    broken,
    async url => {
      const reader = (await fetch(url)).body?.getReader()
      while (reader && !(await reader.read().catch(() => ({ done: true }))).done);
    },
    { state: 'failed', closeMessage: words.cut },
  ],
  [
    'the network failing inside text()',
    broken,
    async url => (await fetch(url)).text().catch(() => {}),
    { state: 'failed', closeMessage: words.cutInText },
  ],
  [
    'the page aborting while it reads',
    held,
    async url => {
      const controller = new AbortController()
      const reader = (await fetch(url, { signal: controller.signal })).body?.getReader()
      await reader?.read()
      controller.abort()
    },
    { state: 'aborted', closeMessage: words.aborted },
  ],
  [
    'the page cancelling its reader',
    held,
    async url => {
      const reader = (await fetch(url)).body?.getReader()
      await reader?.read()
      await reader?.cancel()
    },
    { state: 'cancelled', closeMessage: '' },
  ],
  [
    'the page cancelling the body',
    held,
    async url => (await fetch(url)).body?.cancel(),
    { state: 'cancelled' },
  ],
  [
    'the page breaking out of its loop',
    held,
    async url => {
      for await (const _ of (await fetch(url)).body ?? []) break
    },
    { state: 'cancelled' },
  ],
  [
    'both halves of a tee being cancelled',
    held,
    async url => {
      const [left, right] = (await fetch(url)).body?.tee() ?? []
      await Promise.all([left?.cancel(), right?.cancel()])
    },
    { state: 'cancelled' },
  ],
  [
    'the sink of a pipe failing',
    held,
    async url => {
      const write = () => {
        throw new Error('full')
      }
      await (await fetch(url)).body?.pipeTo(new WritableStream({ write })).catch(() => {})
    },
    { state: 'cancelled' },
  ],
]

/**
 * Firefox keeps the connection of a body that was cancelled until it collects garbage, with and without Streamtap, and
 * opens six to a host: those of these tests must not keep the others waiting.
 */
const OTHER_HOST = 'localhost'

test.each(ends)('%s is told apart', async (_name, programs, read, expected) => {
  expect(await record(programs, read, OTHER_HOST)).toMatchObject(expected)
})

test('a request for a stream that never gets an answer is a row that failed', async () => {
  seen++
  await panel.page.evaluate(async () => {
    await fetch('http://127.0.0.1:1/', { method: 'POST', body: '{"stream":true}' }).catch(() => {})
  })
  await waitForLastStream(panel, seen)
  const stream = (await sessionSnapshot(panel)).streams.at(-1)
  expect(stream).toMatchObject({
    state: 'failed',
    status: null,
    url: 'http://127.0.0.1:1/',
    closeMessage: words.refused,
  })
})

test('requests are recorded as the page made them', async () => {
  const read = async (url: string) => {
    const send = async (init: RequestInit) => (await fetch(url, init)).text()
    const form = new FormData()
    form.append('file', new Blob(['x']))
    await send({ method: 'POST', body: new URLSearchParams({ a: '1 2' }), headers: { 'X-One': '1' } })
    await send({ method: 'PUT', body: form, headers: new Headers([['x-two', '2']]) })
    await send({ method: 'PATCH', body: new Blob(['abc']), headers: [['x-three', '3']] })
    await send({ method: 'post', body: new TextEncoder().encode('{"q":"三"}') })
    await (await fetch(new Request(url, { method: 'POST', body: 'text', headers: { 'x-four': '4' } }))).text()
  }
  const url = stage.stream(slow)
  await panel.page.evaluate(read, url)
  seen += 5
  await waitForLastStream(panel, seen)
  const streams = (await sessionSnapshot(panel)).streams.slice(-5)
  expect(
    streams.map(({ method, requestBody, requestHeaders }) => ({ method, requestBody, requestHeaders })),
  ).toEqual([
    {
      method: 'POST',
      requestBody: { kind: 'text', text: 'a=1+2', length: 5 },
      requestHeaders: [['X-One', '1']],
    },
    { method: 'PUT', requestBody: { kind: 'form-data', names: ['file'] }, requestHeaders: [['x-two', '2']] },
    {
      method: 'PATCH',
      requestBody: { kind: 'not-captured', type: 'Blob', size: 3 },
      requestHeaders: [['x-three', '3']],
    },
    { method: 'POST', requestBody: { kind: 'text', text: '{"q":"三"}', length: 9 }, requestHeaders: [] },
    {
      method: 'POST',
      requestBody: { kind: 'not-captured', type: 'Request', size: null },
      requestHeaders: [
        ['content-type', 'text/plain;charset=UTF-8'],
        ['x-four', '4'],
      ],
    },
  ])
})
