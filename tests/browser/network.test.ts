import { afterEach, expect, test } from 'vitest'
import type { FixturePrograms } from '../servers/fixture/program.ts'
import {
  BROWSER,
  newTabWithPanel,
  openTab as openDetail,
  type PanelHandle,
  press,
  type StreamSnapshot,
  selectStream,
  sessionSnapshot,
  textOf,
} from './harness/index.ts'
import { idOf, useStage } from './stage.ts'

const stage = useStage()
const panels: PanelHandle[] = []
afterEach(async () => {
  for (const panel of panels.splice(0)) await panel.close()
})

/** Where the browsers differ: docs/network.md. */
const listsEvents = BROWSER === 'chromium'
const chromiumOnly = test.runIf(listsEvents)
const firefoxOnly = test.skipIf(listsEvents)

const openTab = async () => {
  const panel = await newTabWithPanel(stage.browser(), stage.page())
  panels.push(panel)
  return panel
}

/** Written slowly enough for Chrome to list every event; odd bytes and all. No charset: Chrome takes it for Latin. */
const TEXT =
  ': héllo\nretry: 60000\n\nid: 1\ndata: one 😀\n\nevent: tick\ndata: two\ndata: lines\n\n: bye\n\n'
const steps = [
  { write: TEXT.slice(0, 24) },
  { wait: 300 },
  ...([...TEXT.slice(24)]
    .join('')
    .match(/.{1,25}/gsu)
    ?.flatMap(write => [{ write }, { wait: 30 }]) ?? []),
]
const whole: FixturePrograms = { steps }
const held: FixturePrograms = { steps, end: 'hold' }
const EVENTS = [
  ['message', 'one 😀', '1'],
  ['tick', 'two\nlines', '1'],
]

interface Job {
  api?: 'fetch' | 'event-source' | 'xhr'
  url: string
  method?: string
  body?: string
}

/** Run in the page. */
const inWorker = (jobs: readonly Job[]) => {
  const worker = new Worker('/fixture/worker.js')
  Reflect.set(window, 'worker', worker)
  for (const job of jobs) worker.postMessage(job)
}
const inSharedWorker = (jobs: readonly Job[]) => {
  const { port } = new SharedWorker('/fixture/worker.js')
  for (const job of jobs) port.postMessage(job)
}
const inServiceWorker = async (jobs: readonly Job[]) => {
  await navigator.serviceWorker.register('/fixture/worker.js')
  await navigator.serviceWorker.ready
  if (!navigator.serviceWorker.controller)
    await new Promise(resolve => navigator.serviceWorker.addEventListener('controllerchange', resolve))
  for (const job of jobs) navigator.serviceWorker.controller?.postMessage(job)
}

/** Waits until the stream of each address is there with so many events, or has ended. */
const streamsOf = async (panel: PanelHandle, urls: readonly string[], until: number | 'ended') => {
  await panel.frame.waitForFunction(
    (wanted, goal) => {
      const streams = globalThis.streamtap?.session.streams ?? []
      return wanted.every(url => {
        const stream = streams.find(({ opened }) => opened.url === url)
        return goal === 'ended' ? stream?.closed : stream && stream.eventCount >= Number(goal)
      })
    },
    { polling: 50, timeout: 60_000 },
    urls,
    until,
  )
  const { streams, faults } = await sessionSnapshot(panel, { bodies: true })
  expect(faults).toEqual([])
  return urls.map(url => {
    const found = streams.filter(stream => stream.url === url)
    expect(found.length).toBe(1)
    return found[0] as StreamSnapshot
  })
}

const streamOf = async (panel: PanelHandle, url: string, until: number | 'ended') =>
  (await streamsOf(panel, [url], until))[0] as StreamSnapshot
const eventsOf = ({ blocks }: StreamSnapshot) =>
  blocks.filter(({ kind }) => kind === 'event').map(block => [block.type, block.data, block.lastEventId])
const bodyOf = (stream: StreamSnapshot) => Buffer.from(stream.body ?? '', 'base64').toString('utf8')
const consumersOf = ({ chunks }: StreamSnapshot) => [...new Set(chunks.map(({ consumer }) => consumer))]
const urlsIn = async (panel: PanelHandle) => (await sessionSnapshot(panel)).streams.map(({ url }) => url)

/** Nobody asked a second time: one request, by whoever asked. */
const expectOneRequest = (...urls: readonly string[]) =>
  expect(urls.map(url => stage.server().requests(idOf(url)).length)).toEqual(urls.map(() => 1))

chromiumOnly(
  'streams of a worker are shown while they run, with the times at which DevTools lists their events',
  async () => {
    const panel = await openTab()
    const [posted, source, request] = [stage.stream(held), stage.stream(held), stage.stream(held)]
    await panel.page.evaluate(inWorker, [
      { url: posted, method: 'POST', body: '{"stream":true}' },
      { api: 'event-source', url: source },
      { api: 'xhr', url: request },
    ] satisfies Job[])
    const streams = await streamsOf(panel, [posted, source, request], 2)
    for (const stream of streams) {
      expect(eventsOf(stream)).toEqual(EVENTS)
      expect(consumersOf(stream)).toEqual(['devtools-events'])
      expect(stream.status).toBe(200)
      expect(stream.responseHeaders).toContainEqual(['content-type', 'text/event-stream'])
      expect(stream.state).toBe('open')
      expect(stream.isTopFrame).toBe(false)
      const writes = stage.server().sent(idOf(stream.url)).writes
      const listedAt = stream.chunks.map(({ time }) => time)
      expect(listedAt[0]).toBeGreaterThanOrEqual((writes[0]?.at ?? 0) - 5)
      expect(listedAt).toEqual([...listedAt].sort((a, b) => a - b))
    }
    expect(streams.map(({ source: api }) => api)).toEqual(['fetch', 'event-source', 'xhr'])
    expect(streams[0]).toMatchObject({
      ...{ method: 'POST', requestBody: { kind: 'text', text: '{"stream":true}', length: 15 } },
      documentUrl: `${stage.server().url}/fixture/worker.js`,
    })
    expectOneRequest(posted, source, request)
  },
)

firefoxOnly('streams of a worker are shown while they run, with their bytes so far', async () => {
  const panel = await openTab()
  const [posted, request] = [stage.stream(held), stage.stream(held)]
  await panel.page.evaluate(inWorker, [
    { url: posted, method: 'POST', body: '{"stream":true}' },
    { api: 'xhr', url: request },
  ] satisfies Job[])
  const streams = await streamsOf(panel, [posted, request], 2)
  for (const stream of streams) {
    expect(eventsOf(stream)).toEqual(EVENTS)
    expect(consumersOf(stream)).toEqual(['devtools-body'])
    expect(stream).toMatchObject({ status: 200, state: 'open', isTopFrame: false, source: 'unknown' })
  }
  expect(streams[0]?.method).toBe('POST')
  expectOneRequest(posted, request)
})

test('a stream of a worker that has ended has its true bytes, comments and all', async () => {
  const panel = await openTab()
  const [url, lines] = [
    stage.stream(whole),
    stage.stream({
      type: 'application/x-ndjson',
      steps: [{ write: '{"é":1}\n' }, { wait: 100 }, { write: '{}\n' }],
    }),
  ]
  await panel.page.evaluate(inWorker, [{ url }, { url: lines }])
  const [stream, ndjson] = await streamsOf(panel, [url, lines], 'ended')
  if (!stream || !ndjson) throw new Error('There is no stream.')
  expect(bodyOf(stream)).toBe(TEXT)
  expect(eventsOf(stream)).toEqual(EVENTS)
  expect(stream.closeReason).toBe('complete')
  expect(consumersOf(stream)).toEqual([...(listsEvents ? ['devtools-timed-body'] : []), 'devtools-body'])
  expect(bodyOf(ndjson)).toBe('{"é":1}\n{}\n')
  expect(consumersOf(ndjson)).toEqual(['devtools-body'])
  expectOneRequest(url, lines)
})

test('a worker’s stream that came at once is there with all its events, though no browser lists any', async () => {
  const panel = await openTab()
  const url = stage.stream({ steps: [{ write: TEXT }] })
  await panel.page.evaluate(inWorker, [{ url }])
  const stream = await streamOf(panel, url, 'ended')
  expect(bodyOf(stream)).toBe(TEXT)
  expect(eventsOf(stream)).toEqual(EVENTS)
})

chromiumOnly(
  'what a service worker reads itself is shown; what it hands on to a page is the page’s alone',
  async () => {
    const panel = await openTab()
    const [own, passed] = [stage.stream(held), `${stage.stream(whole)}&passed-on`]
    await panel.page.evaluate(inServiceWorker, [{ url: own }])
    await panel.page.evaluate(async url => {
      await (await fetch(url)).text()
    }, passed)
    const stream = await streamOf(panel, own, 2)
    expect(eventsOf(stream)).toEqual(EVENTS)
    const handedOn = await streamOf(panel, passed, 'ended')
    expect(consumersOf(handedOn)).toEqual(['text'])
    expectOneRequest(own, passed)
  },
)

test('streams of shared workers are not in what DevTools lists for the tab', async () => {
  const panel = await openTab()
  const [shared, dedicated] = [stage.stream(held), stage.stream(held)]
  await panel.page.evaluate(inSharedWorker, [{ url: shared }])
  await panel.page.evaluate(inWorker, [{ url: dedicated }])
  await streamOf(panel, dedicated, 2)
  expect(await urlsIn(panel)).toEqual([dedicated])
})

test('what pages and frames of any origin see themselves is shown once', async () => {
  const panel = await openTab()
  const urls = Array.from({ length: 5 }, () => stage.stream(held))
  const other = stage.page().replace('127.0.0.1', 'localhost')
  await panel.page.evaluate(
    address =>
      new Promise(resolve => {
        const frame = document.createElement('iframe')
        frame.addEventListener('load', resolve)
        frame.src = address
        document.body.append(frame)
      }),
    other,
  )
  const frames = panel.page.frames()
  expect(frames.length).toBe(2)
  for (const [index, frame] of frames.entries())
    await frame.evaluate(
      (fetched = '', source = '') => {
        fetch(fetched).then(response => response.body?.getReader().read())
        Reflect.set(window, 'source', new EventSource(source))
      },
      urls[index],
      urls[index + 2],
    )
  await panel.page.evaluate(inWorker, [{ url: urls[4] ?? '' }])
  await streamOf(panel, urls[4] ?? '', 2)
  expect((await urlsIn(panel)).sort()).toEqual([...urls].sort())
  expectOneRequest(...urls)
})

test('the workers of one tab are not seen in another', async () => {
  const [first, second] = [await openTab(), await openTab()]
  const [a, b] = [stage.stream(held), stage.stream(held)]
  await first.page.evaluate(inWorker, [{ url: a }])
  await second.page.evaluate(inWorker, [{ url: b }])
  await streamOf(first, a, 2)
  await streamOf(second, b, 2)
  expect([await urlsIn(first), await urlsIn(second)]).toEqual([[a], [b]])
})

test('a new page clears what the workers of the page before had; with "Preserve log" it has been left', async () => {
  const panel = await openTab()
  const urls = [stage.stream(held), stage.stream(held), stage.stream(held)] as const
  await panel.page.evaluate(inWorker, [{ url: urls[0] }])
  await streamOf(panel, urls[0], 2)
  await panel.page.goto(`${stage.page()}?second`)
  await panel.page.evaluate(inWorker, [{ url: urls[1] }])
  await streamOf(panel, urls[1], 2)
  expect(await urlsIn(panel)).toEqual([urls[1]])
  await press(panel, 'Preserve log')
  await panel.page.goto(`${stage.page()}?third`)
  await panel.page.evaluate(inWorker, [{ url: urls[2] }])
  await streamOf(panel, urls[2], 2)
  const { streams } = await sessionSnapshot(panel)
  expect(streams.map(({ url, state }) => [url, state])).toEqual([
    [urls[1], 'left'],
    [urls[2], 'open'],
  ])
})

test('with "Record" off the streams of workers are not recorded either', async () => {
  const panel = await openTab()
  const [unseen, seen] = [stage.stream(held), stage.stream(held)]
  await press(panel, 'Record')
  await panel.page.evaluate(inWorker, [{ url: unseen }])
  await expect.poll(() => stage.server().requests(idOf(unseen))[0]?.writes.length).toBeGreaterThan(3)
  await press(panel, 'Record')
  await panel.page.evaluate(inWorker, [{ url: seen }])
  await streamOf(panel, seen, 2)
  expect(await urlsIn(panel)).toEqual([seen])
})

/** Runs in the page: hears `message` alone, and says when. */
const hear = (url: string) =>
  new Promise<number>(resolve => {
    const source = new EventSource(url)
    Reflect.set(window, 'source', source)
    source.addEventListener('message', () => resolve(performance.timeOrigin + performance.now()))
  })

test('events of an EventSource that nobody listened for are filled in, and its answer’s head', async () => {
  const panel = await openTab()
  const url = stage.stream({ ...held, headers: { 'x-hidden': 'seen' } })
  const heardAt = await panel.page.evaluate(hear, url)
  const stream = await streamOf(panel, url, 2)
  expect(eventsOf(stream)).toEqual(EVENTS)
  expect(stream.chunks.map(({ consumer }) => consumer)).toEqual(
    listsEvents ? ['dispatch', 'devtools-events'] : ['dispatch-body', 'devtools-body'],
  )
  expect(Math.abs((stream.chunks[0]?.time ?? 0) - heardAt)).toBeLessThan(50)
  await panel.frame.waitForFunction(
    address =>
      globalThis.streamtap?.session.streams.find(({ opened }) => opened.url === address)?.response !== null,
    { polling: 50 },
    url,
  )
  const { status, responseHeaders } = await streamOf(panel, url, 2)
  expect(status).toBe(200)
  expect(responseHeaders).toContainEqual(['x-hidden', 'seen'])
  expectOneRequest(url)
})

test('an EventSource whose connection ended has its true bytes, at the page’s times where it heard', async () => {
  const panel = await openTab()
  const url = stage.stream([{ steps }, { status: 204 }])
  const heardAt = await panel.page.evaluate(hear, url)
  await panel.frame.waitForFunction(
    address => {
      const stream = globalThis.streamtap?.session.streams.find(({ opened }) => opened.url === address)
      return stream?.chunks.consumer(0) === 'dispatch-body'
    },
    { polling: 50, timeout: 60_000 },
    url,
  )
  const { streams } = await sessionSnapshot(panel, { bodies: true })
  const [stream] = streams.filter(each => each.url === url)
  if (!stream) throw new Error('There is no stream.')
  expect(bodyOf(stream)).toBe(TEXT)
  expect(eventsOf(stream)).toEqual(EVENTS)
  expect(stream.chunks.map(({ consumer }) => consumer)).toEqual([
    'dispatch-body',
    ...(listsEvents ? ['devtools-timed-body'] : []),
    'devtools-body',
  ])
  expect(stream.blocks.find(({ retry }) => retry !== null)?.retry).toBe(60_000)
  expect(Math.abs((stream.chunks[0]?.time ?? 0) - heardAt)).toBeLessThan(50)
  expect(stream.state).toBe('lost')
})

test('an EventSource that was refused says by what', async () => {
  const panel = await openTab()
  const url = stage.stream({ status: 503, type: 'text/html', steps: [{ write: '<p>busy' }] })
  await panel.page.evaluate(address => {
    Reflect.set(window, 'source', new EventSource(address))
  }, url)
  await streamOf(panel, url, 'ended')
  await panel.frame.waitForFunction(
    address =>
      globalThis.streamtap?.session.streams.find(({ opened }) => opened.url === address)?.response?.status ===
      503,
    { polling: 50, timeout: 30_000 },
    url,
  )
  expect((await streamOf(panel, url, 'ended')).state).toBe('refused')
})

/** Run in the page. */
const asking: Readonly<Record<string, (url: string) => unknown>> = {
  fetch: async url => {
    const response = await fetch(url, { headers: { 'x-mine': 'yes' } })
    await response.text()
  },
  XMLHttpRequest: url => {
    const request = new XMLHttpRequest()
    request.open('GET', url)
    request.setRequestHeader('x-mine', 'yes')
    request.send()
  },
  EventSource: url => {
    Reflect.set(window, 'source', new EventSource(url))
  },
}

test.each(Object.entries(asking))(
  '%s: headers that the page does not see stand beside the others, and say so',
  async (name, ask) => {
    const panel = await openTab()
    const url = stage.stream({
      headers: { 'set-cookie': 'hidden=1; HttpOnly' },
      steps: [{ write: 'data: one\n\n' }, { wait: 300 }],
      end: name === 'EventSource' ? 'hold' : 'end',
    })
    await panel.page.evaluate(ask, url)
    await streamOf(panel, url, 1)
    await panel.frame.waitForFunction(
      address => globalThis.streamtap?.session.streams.find(({ opened }) => opened.url === address)?.listed,
      { polling: 50, timeout: 60_000 },
      url,
    )
    await selectStream(panel, 0)
    await openDetail(panel, 'Request')
    const text = (await textOf(panel, 'tabpanel', 'Request')).replace(/\s+/g, ' ')
    const [asked = '', answered = ''] = text.split(/Response headers/)
    const more = 'Not seen by the page, as DevTools lists them:'
    expect(asked).toMatch(/HTTP version HTTP\/1\.1, as DevTools lists it/i)
    expect(asked.split(more)[1]).toMatch(/user-agent/i)
    if (name === 'EventSource') {
      expect(answered).toMatch(/As DevTools lists them\. .*hidden=1; HttpOnly/)
      expect(answered).not.toContain(more)
    } else {
      expect(asked.split(more)[0]).toContain('x-mine yes')
      expect(answered.split(more)[0]).toContain('text/event-stream')
      expect(answered.split(more)[0]).not.toContain('hidden=1')
      expect(answered.split(more)[1]).toContain('hidden=1; HttpOnly')
    }
  },
)
