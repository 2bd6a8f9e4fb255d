import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DemoServer, startDemoServer } from '../../servers/demo-server.ts'
import { type FixturePrograms, fixtureUrl } from '../../servers/fixture/program.ts'
import type { SentStream } from '../../servers/journal.ts'

let server: DemoServer

beforeAll(async () => {
  server = await startDemoServer({ pace: 0 })
})
afterAll(() => server.close())

let lastId = 0
const newId = (): string => {
  lastId += 1
  return `test-${lastId}`
}

const open = (id: string, programs: FixturePrograms, init: RequestInit = {}): Promise<Response> =>
  fetch(fixtureUrl(server.url, programs, { id }), init)

const written = ({ writes }: SentStream): Buffer => Buffer.concat(writes.map(({ bytes }) => bytes))

const report = async (id: string) => (await fetch(`${server.url}/fixture/report?id=${id}`)).json()

const DEMO_STREAMS = [
  ['/v1/chat/completions', /\ndata: \[DONE\]\n\n$/],
  ['/v1/messages', /event: message_stop\ndata: .*\n\n$/],
  ['/api/chat', /"finishReason":"stop".*\n\ndata: \[DONE\]\n\n$/],
  ['/sse/plain', /event: done\ndata: .*\n\n$/],
  ['/sse/plain?tail=1', /\n\nid: 12\ndata: [^\n]+$/],
  ['/sse/feed', /"state":"passed","progress":100\}\n\n$/],
  ['/ndjson', /\n\{.*"done":true.*\}\n$/],
] as const

describe('demo streams', () => {
  test.each(DEMO_STREAMS)('%s remembers exactly what it wrote, to the end', async (path, end) => {
    const id = newId()
    const body = '{"stream":true}'
    const response = await fetch(server.url + path, { method: 'POST', headers: { 'x-demo-id': id }, body })
    const received = Buffer.from(await response.arrayBuffer())

    const sent = await server.whenClosed(id)
    expect(received.toString()).toMatch(end)
    expect(written(sent)).toEqual(received)
    expect(sent).toMatchObject({ method: 'POST', url: path, status: 200, body, closedEarly: false })
    expect(sent.accepted).toBe(received.length)
  })

  test('an emoji of the plain stream is split between two writes', async () => {
    const id = newId()
    await (await fetch(`${server.url}/sse/plain?id=${id}`)).text()

    const broken = server
      .sent(id)
      .writes.filter(({ bytes }) => Buffer.from(bytes).toString().includes('\uFFFD'))
    expect(broken).toHaveLength(2)
  })
})

describe('programmed streams', () => {
  test('every step that writes is one write', async () => {
    const id = newId()
    const steps = [{ write: 'data: é\n' }, { base64: 'Cg==' }, { wait: 1 }, { bytes: 3 }]
    const response = await open(id, { type: 'text/plain', status: 203, steps })

    expect(await response.text()).toBe('data: é\n\ndat')
    expect([response.status, response.headers.get('content-type')]).toEqual([203, 'text/plain'])
    expect(server.sent(id).writes.map(({ bytes }) => bytes.length)).toEqual([9, 1, 1, 1, 1])
  })

  test('a reset fails the body after what was written, and does not count as closed early', async () => {
    const id = newId()
    const response = await open(id, { steps: [{ write: 'data: 1\n\n' }], end: 'reset' })

    const body = response.body?.getReader()
    expect(Buffer.from((await body?.read())?.value ?? []).toString()).toBe('data: 1\n\n')
    await expect(body?.read()).rejects.toThrow()
    expect(await server.whenClosed(id)).toMatchObject({ closedEarly: false, accepted: 9 })
  })

  test('a held stream stays open until the client leaves, and the server sees it go', async () => {
    const id = newId()
    const controller = new AbortController()
    const { signal } = controller
    const response = await open(id, { steps: [{ write: 'data: 1\n\n' }], end: 'hold' }, { signal })
    await response.body?.getReader().read()
    expect(await report(id)).toMatchObject({ closedEarly: false, closedAt: null })

    controller.abort()
    const sent = await server.whenClosed(id)
    expect(sent.closedEarly).toBe(true)
    expect(await report(id)).toMatchObject({ requests: 1, closedEarly: true, closedAt: sent.closedAt })
  })

  test('a flood stops where a client that does not read lets it', async () => {
    const id = newId()
    const size = 200_000_000
    const controller = new AbortController()
    await open(id, { steps: [{ flood: size }] }, { signal: controller.signal })
    controller.abort()

    const sent = await server.whenClosed(id)
    expect(sent.closedEarly).toBe(true)
    expect(sent.accepted).toBeLessThan(size)
    const { bytesWritten, bytesOffered } = (await report(id)).streams[0]
    expect(bytesWritten).toBe(sent.accepted)
    // Beyond what the socket took the server holds no more than a write or two.
    expect(bytesOffered - bytesWritten).toBeLessThan(1_000_000)
  })

  test('the line step writes one line of just that many bytes', async () => {
    const text = await (await open(newId(), { steps: [{ line: 100_000 }] })).text()

    expect(text).toBe(`data: ${'x'.repeat(100_000)}\n\n`)
  })

  test('a list of programs gives each request of an id its own, and the last to those after', async () => {
    const id = newId()
    const programs = [{ status: 503 }, { steps: [{ write: 'data: again\n\n' }] }]
    const bodies = []
    for (const body of ['a', 'b', 'c']) bodies.push(await open(id, programs, { method: 'POST', body }))

    expect(bodies.map(({ status }) => status)).toEqual([503, 200, 200])
    expect(await report(id)).toMatchObject({ requests: 3, bodies: ['a', 'b', 'c'] })
  })

  test('the program may be the body or the plain query', async () => {
    const url = `${server.url}/fixture/stream`
    const body = JSON.stringify({ steps: [{ write: 'x' }] })

    expect(await (await fetch(url, { method: 'POST', body })).text()).toBe('x')
    expect(await (await fetch(`${url}?bytes=4`)).text()).toBe('data')
  })

  test('a program that cannot be read is answered with 400', async () => {
    const response = await fetch(`${server.url}/fixture/stream?program={"stepz":[]}`)

    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('stepz')])
  })

  test('with cors a preflight allows what it asks for, without it nothing', async () => {
    const preflight = (url: string) =>
      fetch(url, { method: 'OPTIONS', headers: { 'access-control-request-headers': 'x-demo-id' } })
    const allowed = await preflight(fixtureUrl(server.url, {}, { id: newId(), cors: true }))
    const refused = await preflight(fixtureUrl(server.url, {}, { id: newId() }))

    expect([allowed.status, allowed.headers.get('access-control-allow-headers')]).toEqual([204, 'x-demo-id'])
    expect(refused.headers.get('access-control-allow-origin')).toBeNull()
  })
})

test('asking for a stream that never came names the remedy', () => {
  expect(() => server.sent('nobody')).toThrow(/x-demo-id/)
})

test('only the strict page carries a policy against scripts', async () => {
  const policy = async (csp: string) =>
    (await fetch(`${server.url}/fixture/page?csp=${csp}`)).headers.get('content-security-policy')

  expect(await policy('strict')).toContain("default-src 'none'")
  expect(await policy('sandbox')).toBe('sandbox allow-scripts')
  expect(await policy('none')).toBeNull()
})
