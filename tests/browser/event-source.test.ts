import { beforeAll, expect, test } from 'vitest'
import type { FixturePrograms } from '../servers/fixture/program.ts'
import { newTabWithPanel, type PanelHandle, press, sessionSnapshot } from './harness/index.ts'
import { idOf, useStage } from './stage.ts'

const stage = useStage()
let panel: PanelHandle

beforeAll(async () => {
  panel = await newTabWithPanel(stage.browser(), stage.page())
})

/** Waits until so many connections to an address have begun and, but where one may stay open, are over. */
const connectionsTo = async (url: string, count: number, { open = 0 } = {}) => {
  await panel.frame.waitForFunction(
    (address, least, mayRun) => {
      const all = globalThis.streamtap?.session.streams.filter(({ opened }) => opened.url === address) ?? []
      const running = all.filter(({ state }) => state === 'pending' || state === 'open')
      return all.length >= least && running.length <= mayRun
    },
    { polling: 50, timeout: 30_000 },
    url,
    count,
    open,
  )
  const opened = await panel.frame.evaluate(
    () => globalThis.streamtap?.session.streams.map(stream => stream.opened) ?? [],
  )
  const { streams, faults } = await sessionSnapshot(panel, { bodies: true })
  expect(faults).toEqual([])
  const connections = streams
    .map((stream, index) => ({ ...stream, opened: opened[index] }))
    .filter(stream => stream.url === url)
  expect(connections.length).toBe(count)
  return connections
}

type Connection = Awaited<ReturnType<typeof connectionsTo>>[number]

/** Those that the page saw: DevTools' own list adds what it did not, sooner or later. */
const eventsOf = ({ blocks, chunks }: Connection) =>
  blocks
    .filter(({ kind, lastChunk }) => kind === 'event' && isHeard(chunks[lastChunk]?.consumer))
    .map(block => [block.kind, block.type, block.data, block.lastEventId])
const isHeard = (consumer = '') => consumer === 'dispatch' || consumer === 'dispatch-body'
const dispatchedBy = (seen: readonly Seen[]) => seen.map(({ facts }) => ['event', ...facts])
/** Whether DevTools' list has given the true bytes already. */
const isTrueBody = ({ chunks }: Connection) => chunks.some(({ consumer }) => consumer === 'dispatch-body')
/** The true bytes, or what was written again of the events that the page saw. */
const bodyOf = (connection: Connection) => {
  const bytes = Buffer.from(connection.body ?? '', 'base64')
  if (isTrueBody(connection)) return bytes.toString('utf8')
  let offset = 0
  const pieces = connection.chunks.map(({ size, consumer }) => {
    offset += size
    return isHeard(consumer) ? bytes.subarray(offset - size, offset) : Buffer.of()
  })
  return Buffer.concat(pieces).toString('utf8')
}

interface Seen {
  facts: [type: string, data: string, lastEventId: string]
  time: number
}

/** Runs in the page: listens until it has seen so many events, then closes. */
const listen = (url: string, types: string[], count: number): Promise<Seen[]> =>
  new Promise(resolve => {
    const source = new EventSource(url)
    const seen: Seen[] = []
    for (const type of types)
      source.addEventListener(type, event => {
        if (!(event instanceof MessageEvent)) return
        const time = performance.timeOrigin + performance.now()
        seen.push({ facts: [event.type, event.data, event.lastEventId], time })
        if (seen.length < count) return
        source.close()
        resolve(seen)
      })
  })

/** Runs in the page: resolves with the states in which it heard so many errors. */
const listenForErrors = (url: string, count: number): Promise<number[]> =>
  new Promise(resolve => {
    const source = new EventSource(url)
    const states: number[] = []
    source.onerror = () => {
      states.push(source.readyState)
      if (states.length === count) resolve(states)
    }
  })

const record = async (programs: FixturePrograms, types: string[], count: number) => {
  const url = stage.stream(programs)
  const seen = await panel.page.evaluate(listen, url, types, count)
  const [connection] = await connectionsTo(url, 1)
  if (!connection) throw new Error('Nothing was recorded.')
  return { url, seen, connection }
}

test('names, ids, lines, spaces and characters of each event are those that the page saw', async () => {
  const body = [
    'data: one\n\n',
    'event: update\nid: 1\ndata: two\n\n',
    'data: same id\n\n',
    'data\n\n',
    'id\ndata: a\ndata:\ndata:  b \n\n',
    'event:  spaced\nid:  x\ndata: three\n\n',
    ': comment\nretry: 7\nevent: update\ndata: 三 🌊 \ufeff\n\n',
    'event: unheard\ndata: nobody listens\n\n',
    'event: open\ndata: not the opening\n\n',
    'event: error\ndata: not an error\n\n',
  ].join('')
  const types = ['message', 'update', ' spaced', 'open', 'error']
  const { seen, connection } = await record({ steps: [{ write: body }], end: 'hold' }, types, 9)
  expect(eventsOf(connection)).toEqual(dispatchedBy(seen))
  const rewritten = [
    'data: one\n\n',
    'event: update\nid: 1\ndata: two\n\n',
    'data: same id\n\n',
    'data: \n\n',
    'id\ndata: a\ndata: \ndata:  b \n\n',
    'event:  spaced\nid:  x\ndata: three\n\n',
    'event: update\ndata: 三 🌊 \ufeff\n\n',
    'event: open\ndata: not the opening\n\n',
    'event: error\ndata: not an error\n\n',
  ].join('')
  expect(bodyOf(connection)).toBe(isTrueBody(connection) ? body : rewritten)
  expect(connection).toMatchObject({
    source: 'event-source',
    method: 'GET',
    requestHeaders: [],
    requestBody: { kind: 'none' },
    format: 'event-stream',
    state: 'closed',
    opened: { lastEventId: '' },
    problems: [],
  })
})

test('1,000 events are 1,000 chunks, each stamped before the page heard it', async () => {
  const write = Array.from({ length: 1_000 }, (_, index) => `id: ${index}\ndata: event ${index}\n\n`).join('')
  const { seen, connection } = await record({ steps: [{ write }], end: 'hold' }, ['message'], 1_000)
  expect(eventsOf(connection)).toEqual(dispatchedBy(seen))
  const chunks = connection.chunks.filter(({ consumer }) => isHeard(consumer))
  expect(chunks.length).toBe(1_000)
  const inOrder = chunks.flatMap(({ time }, index) => [time, seen[index]?.time ?? 0])
  expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b))
  expect(connection.openedAt).toBeLessThanOrEqual(chunks[0]?.time ?? 0)
})

test('a connection that ends is lost; the next follows it, with the id that the server then receives', async () => {
  const url = stage.stream([
    { steps: [{ write: 'retry: 20\n\nid: a\ndata: one\n\n' }, { wait: 20 }] },
    { steps: [{ write: 'data: two\n\n' }, { wait: 20 }] },
    { steps: [{ write: 'id: b\ndata: three\n\n' }, { wait: 20 }] },
    { status: 204 },
  ])
  const states = await panel.page.evaluate(listenForErrors, url, 4)
  expect(states).toEqual([0, 0, 0, 2])
  const connections = await connectionsTo(url, 4)
  expect(connections.map(({ state }) => state)).toEqual(['lost', 'lost', 'lost', 'refused'])
  expect(connections.map(eventsOf)).toEqual([
    [['event', 'message', 'one', 'a']],
    [['event', 'message', 'two', 'a']],
    [['event', 'message', 'three', 'b']],
    [],
  ])
  const ids = connections.map(({ opened }) => opened?.lastEventId)
  expect(ids).toEqual(['', 'a', 'a', 'b'])
  const requests = stage.server().requests(idOf(url))
  expect(requests.map(({ headers }) => headers['last-event-id'] ?? '')).toEqual(ids)
  const follows = connections.map(({ opened }) => opened?.follows)
  expect(follows).toEqual([
    undefined,
    ...connections.slice(0, -1).map(({ key }) => Number(key.split('/').at(-1))),
  ])
  // It begins where the one before was lost, and the server hears of it later.
  for (const [index, { openedAt }] of connections.entries()) {
    expect(connections[index - 1]?.closedAt ?? openedAt).toBeGreaterThanOrEqual(openedAt)
    expect(requests[index]?.at).toBeGreaterThanOrEqual(openedAt)
  }
})

test('a connection that breaks is lost', async () => {
  const url = stage.stream([{ end: 'reset' }, { status: 204 }])
  await panel.page.evaluate(listenForErrors, url, 1)
  expect((await connectionsTo(url, 2)).map(({ state }) => state)).toEqual(['lost', 'refused'])
})

test.each<[string, FixturePrograms]>([
  ['status 404', { status: 404, steps: [{ write: 'data: one\n\n' }] }],
  ['another content type', { type: 'text/plain', steps: [{ write: 'data: one\n\n' }] }],
  ['status 204', { status: 204 }],
])('%s is refused and has no successor', async (_name, program) => {
  const url = stage.stream(program)
  expect(await panel.page.evaluate(listenForErrors, url, 1)).toEqual([2])
  const [connection] = await connectionsTo(url, 1)
  expect(connection).toMatchObject({ state: 'refused', closeMessage: '' })
  // The body that the page never got comes from DevTools, sooner or later.
  expect(connection?.chunks.filter(({ consumer }) => consumer !== 'devtools-body')).toEqual([])
})

test('an answer that CORS forbids is refused; the URL is the absolute one', async () => {
  const address = new URL(stage.stream({ steps: [{ write: 'data: one\n\n' }] }))
  address.hostname = 'localhost'
  address.searchParams.delete('cors')
  const url = address.href
  const relative = url.replace('http:', '')
  expect(await panel.page.evaluate(listenForErrors, relative, 1)).toEqual([2])
  const [connection] = await connectionsTo(url, 1)
  expect(connection?.state).toBe('refused')
})

test('a page that closes in its error listener has one connection; one that closes later has two', async () => {
  const program: FixturePrograms = { steps: [{ write: 'retry: 100000\n\n' }] }
  const [atOnce, later] = [stage.stream(program), stage.stream(program)]
  await panel.page.evaluate(
    url =>
      new Promise<void>(resolve => {
        const source = new EventSource(url)
        source.onerror = () => {
          source.close()
          resolve()
        }
      }),
    atOnce,
  )
  await panel.page.evaluate(async url => {
    const source = new EventSource(url)
    await new Promise(resolve => {
      source.onerror = resolve
    })
    Reflect.set(window, 'waiting', source)
  }, later)
  const [, successor] = await connectionsTo(later, 2, { open: 1 })
  expect(successor?.state).toBe('pending')
  await panel.page.evaluate(() => (Reflect.get(window, 'waiting') as EventSource).close())
  expect((await connectionsTo(later, 2)).map(({ state }) => state)).toEqual(['lost', 'closed'])
  expect((await connectionsTo(atOnce, 1)).map(({ state }) => state)).toEqual(['lost'])
  expect(stage.server().requests(idOf(later)).length).toBe(1)
})

test('a page that hears nothing but messages by onmessage, in a subclass and in a frame, is recorded', async () => {
  const url = stage.stream({ steps: [{ write: 'event: a\ndata: one\n\ndata: two\n\n' }], end: 'hold' })
  await panel.page.evaluate(async address => {
    const frame = document.createElement('iframe')
    document.body.append(frame)
    const Native = Reflect.get(frame.contentWindow ?? {}, 'EventSource') as typeof EventSource
    class Source extends Native {}
    const source = new Source(address)
    await new Promise(resolve => {
      source.onmessage = resolve
    })
    source.close()
  }, url)
  const [connection] = await connectionsTo(url, 1)
  expect(connection && eventsOf(connection)).toEqual([['event', 'message', 'two', '']])
  expect(connection?.documentUrl).toBe('about:blank')
})

test('an event that the page stops in its first listener, where it closes, is recorded', async () => {
  const url = stage.stream({ steps: [{ write: 'data: one\n\nevent: update\ndata: two\n\n' }], end: 'hold' })
  await panel.page.evaluate(
    address =>
      new Promise<void>(resolve => {
        const source = new EventSource(address)
        const stop = (event: Event) => event.stopImmediatePropagation()
        for (const type of ['open', 'message']) source.addEventListener(type, stop, { capture: true })
        source.addEventListener(
          'update',
          event => {
            stop(event)
            source.close()
            resolve()
          },
          { capture: true, once: true },
        )
      }),
    url,
  )
  const [connection] = await connectionsTo(url, 1)
  expect(connection && eventsOf(connection)).toEqual([
    ['event', 'message', 'one', ''],
    ['event', 'update', 'two', ''],
  ])
})

test('what the page dispatches itself is not recorded', async () => {
  const url = stage.stream({ steps: [{ write: 'data: one\n\n' }], end: 'hold' })
  await panel.page.evaluate(async address => {
    const source = new EventSource(address)
    const heard = new Promise(resolve => source.addEventListener('message', resolve, { once: true }))
    const event = await heard
    await new Promise(resolve => setTimeout(resolve))
    source.dispatchEvent(new MessageEvent('message', { data: 'forged' }))
    source.dispatchEvent(new Event('error'))
    source.dispatchEvent(event as Event)
    source.close()
  }, url)
  const [connection] = await connectionsTo(url, 1)
  expect(connection && eventsOf(connection)).toEqual([['event', 'message', 'one', '']])
  expect(connection?.state).toBe('closed')
})

test('a connection is pending, then open before any event has come', async () => {
  // Firefox tells a page nothing of an answer before the first byte of its body.
  const url = stage.stream({ steps: [{ write: ': hello\n\n' }], end: 'hold' })
  await panel.page.evaluate(async address => {
    const source = new EventSource(address)
    Reflect.set(window, 'held', source)
    await new Promise(resolve => {
      source.onopen = resolve
    })
  }, url)
  await panel.frame.waitForFunction(
    address =>
      globalThis.streamtap?.session.streams.some(s => s.opened.url === address && s.state === 'open'),
    { polling: 50 },
    url,
  )
  await panel.page.evaluate(() => (Reflect.get(window, 'held') as EventSource).close())
  expect((await connectionsTo(url, 1))[0]?.state).toBe('closed')
})

test('with "Record" off nothing begins, and what a running connection dispatches is counted', async () => {
  const { page } = panel
  const url = stage.stream({ steps: [{ bytes: 100_000, every: 5 }], end: 'hold' })
  await page.evaluate(address => {
    const source = new EventSource(address)
    const heard: string[] = []
    source.onmessage = event => heard.push(event.data)
    Object.assign(window, { source, heard })
  }, url)
  /** The last event heard after three more. */
  const hearMore = () =>
    page.evaluate(async () => {
      const heard: string[] = Reflect.get(window, 'heard')
      const enough = heard.length + 3
      while (heard.length < enough) await new Promise(resolve => setTimeout(resolve, 10))
      return heard.at(-1) ?? ''
    })
  const recorded = async () => {
    const { streams } = await sessionSnapshot(panel)
    const connection = streams.find(stream => stream.url === url)
    return connection?.blocks.filter(({ kind }) => kind === 'event').map(({ data }) => data) ?? []
  }
  await hearMore()
  let unseen: string
  let beside: (string | null)[]
  // The switch takes its time to reach the page: again, until it was off before and after the opening.
  do {
    await press(panel, 'Record')
    beside = [await hearMore()]
    unseen = stage.stream({ steps: [{ write: 'data: one\n\n' }], end: 'hold' })
    await page.evaluate(listen, unseen, ['message'], 1)
    beside.push(await hearMore())
    await press(panel, 'Record')
    const last = await hearMore()
    await expect.poll(recorded).toContain(last)
  } while ((await recorded()).some(data => beside.includes(data)))
  const heard = await page.evaluate((): string[] => {
    Reflect.get(window, 'source').close()
    return Reflect.get(window, 'heard')
  })
  const [connection] = await connectionsTo(url, 1)
  expect(new Set(connection?.drops.map(({ reason }) => reason))).toEqual(new Set(['recording-off']))
  const dropped = connection?.drops.reduce((sum, { chunks }) => sum + chunks, 0) ?? 0
  const dispatched = connection?.chunks.filter(({ consumer }) => isHeard(consumer)) ?? []
  expect(dispatched.length + dropped).toBe(heard.length)
  expect((await recorded()).length).toBeGreaterThan(3)
  expect(heard).toEqual(
    expect.arrayContaining(connection ? eventsOf(connection).map(([, , data]) => data) : []),
  )
  const { streams } = await sessionSnapshot(panel)
  expect(streams.some(stream => stream.url === unseen)).toBe(false)
})

test('an event of 5 MB is one chunk', async () => {
  const { seen, connection } = await record({ steps: [{ line: 5_000_000 }], end: 'hold' }, ['message'], 1)
  expect(seen[0]?.facts[1].length).toBe(5_000_000)
  expect(eventsOf(connection)).toEqual(dispatchedBy(seen))
  const chunks = connection.chunks.filter(({ consumer }) => isHeard(consumer))
  expect(chunks.map(({ size }) => size)).toEqual([5_000_008])
})
