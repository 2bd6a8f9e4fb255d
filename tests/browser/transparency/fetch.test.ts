import { expect, test } from 'vitest'
import { idOf } from '../stage.ts'
import { broken, expectSameIn, held, threeEvents, useBench } from './fixture.ts'

const bench = useBench()
const expectSame = expectSameIn(bench)

test('a streamed response has the same properties, own names and identity', () =>
  expectSame(async (url: string) => {
    const promise = fetch(url, { method: 'POST', body: '{"stream":true}' })
    const response = await promise
    const { body } = response
    const facts = {
      promise: [promise.constructor === Promise, Reflect.ownKeys(promise)],
      own: [Reflect.ownKeys(response), Reflect.ownKeys(response.body ?? {})],
      tag: [`${response}`, `${body}`, `${response.headers}`],
      isSameBody: body === response.body,
      isSameHeaders: new Set([response.headers, response.headers]).size,
      before: [response.bodyUsed, body?.locked],
    }
    const { ok, status, statusText, type, redirected } = response
    const path = new URL(response.url).pathname
    const reader = body?.getReader()
    const first = await reader?.read()
    const during = [
      response.bodyUsed,
      body?.locked,
      Reflect.ownKeys(reader ?? {}),
      Reflect.ownKeys(first ?? {}),
    ]
    const kinds = [`${first?.value}`.length, first?.value?.constructor === Uint8Array]
    reader?.releaseLock()
    return { facts, path, ok, status, statusText, type, redirected, during, kinds, after: body?.locked }
  }, bench.stream(held)))

test('redirects, empty answers and opaque answers look the same', () =>
  expectSame(
    async (empty: string, redirect: string) => {
      const describe = async (response: Response) => [
        response.status,
        response.type,
        response.redirected,
        response.body === null,
        await response.text(),
      ]
      return [
        await describe(await fetch(empty, { headers: { accept: 'text/event-stream' } })),
        await describe(await fetch(redirect)),
        await describe(await fetch(redirect, { redirect: 'manual' })),
        await describe(await fetch(empty, { method: 'HEAD' })),
        await describe(await fetch(redirect.replace('127.0.0.1', 'localhost'), { mode: 'no-cors' })),
      ]
    },
    bench.stream({ status: 204, steps: [] }),
    bench.stream([{ status: 302, headers: { location: '/sse/plain?pace=0' } }]),
  ))

test('failures reject with the same errors', () =>
  expectSame(
    async (brokenUrl: string, okUrl: string) => {
      const attempt = async (call: () => Promise<unknown>) => {
        try {
          return await call()
        } catch (error) {
          const isError = error instanceof Error
          return `${error} ${isError} ${error?.constructor === TypeError} ${Reflect.ownKeys(error as object)
            .map(String)
            .sort()}`
        }
      }
      const drain = async (response: Response) => {
        const reader = response.body?.getReader()
        while (reader && !(await reader.read()).done);
        return 'drained'
      }
      const used = await fetch(okUrl)
      await used.text()
      const locked = await fetch(okUrl)
      locked.body?.getReader()
      return [
        await attempt(() => fetch('http://127.0.0.1:1/', { method: 'POST', body: '{"stream": true}' })),
        await attempt(async () => drain(await fetch(brokenUrl))),
        await attempt(async () => (await fetch(brokenUrl)).text()),
        await attempt(async () => (await fetch(brokenUrl)).json()),
        await attempt(async () => (await fetch(brokenUrl)).arrayBuffer()),
        await attempt(async () => (await fetch(brokenUrl)).body?.pipeTo(new WritableStream())),
        await attempt(async () => (await fetch(okUrl)).json()),
        await attempt(async () => (await fetch(okUrl)).formData()),
        await attempt(() => used.text()),
        await attempt(() => used.json()),
        await attempt(() => locked.text()),
        await attempt(() => locked.json()),
        await attempt(async () => used.clone()),
        await attempt(async () => locked.clone()),
        await attempt(async () => locked.body?.getReader()),
        await attempt(async () => locked.body?.cancel()),
        await attempt(async () => locked.body?.pipeTo(new WritableStream())),
      ]
    },
    bench.stream(broken),
    bench.stream(threeEvents),
  ))

test('requests start in the order of the calls, whatever their form', () =>
  expectSame(
    async (urls: string[]) => {
      const [a = '', b = '', c = ''] = urls
      const responses = await Promise.all([
        fetch(new Request(a, { method: 'POST', body: '{"stream":true}' })),
        fetch(b, { method: 'POST', body: '{"stream":true}' }),
        fetch(new URL(c)),
      ])
      await Promise.all(responses.map(response => response.text()))
      const starts = urls.map(url => performance.getEntriesByName(url)[0]?.startTime ?? Number.NaN)
      // The clock is coarse: some may be equal.
      return starts.map((start, index) => start >= (starts[index - 1] ?? 0))
    },
    [bench.stream(threeEvents), bench.stream(threeEvents), bench.stream(threeEvents)],
  ))

test('abort before, during and after gives the same results, ticks included', () =>
  expectSame(
    async (url: string, endless: string) => {
      const log: string[] = []
      const attempt = async (name: string, call: () => Promise<unknown>) => {
        try {
          log.push(`${name} ${await call()}`)
        } catch (error) {
          log.push(`${name} ${error} ${error instanceof DOMException}`)
        }
      }
      const before = AbortSignal.abort()
      await Promise.all([
        fetch(url, { signal: before }).catch(() => log.push('rejected')),
        Promise.resolve().then(() => log.push('next microtask')),
      ])
      await Promise.all([
        fetch('http://[').catch(() => log.push('invalid')),
        Promise.resolve().then(() => log.push('next microtask')),
      ])
      await attempt('reason', () => fetch(url, { signal: AbortSignal.abort('why') }))
      await attempt('request', () => fetch(new Request(url, { signal: before })))
      const early = new AbortController()
      const pending = fetch(endless, { signal: early.signal, headers: { accept: 'text/event-stream' } })
      early.abort()
      await attempt('early', () => pending)
      for (const how of ['read', 'text', 'json', 'pipe', 'idle'] as const) {
        const controller = new AbortController()
        const response = await fetch(endless, { signal: controller.signal })
        const body = response.body
        const reading = {
          read: async () => {
            const reader = body?.getReader()
            await reader?.read()
            controller.abort()
            return reader?.read()
          },
          text: () => response.text(),
          json: () => response.json(),
          pipe: () => body?.pipeTo(new WritableStream()),
          idle: async () => 'not read',
        }[how]
        const result = attempt(how, async () => reading())
        if (how !== 'read') controller.abort()
        await result
        log.push(`${how} ${response.bodyUsed} ${body?.locked}`)
      }
      const late = new AbortController()
      const done = await fetch(url, { signal: late.signal })
      await attempt('late', () => done.text())
      late.abort()
      log.push(`${done.bodyUsed}`)
      return log
    },
    bench.stream(threeEvents),
    bench.stream(held),
  ))

test('a failure that nobody handles is reported as unhandled, one that is handled is not', () =>
  expectSame(async (brokenUrl: string) => {
    const reported: string[] = []
    const bare = new Set<unknown>()
    addEventListener('unhandledrejection', event => {
      event.preventDefault()
      reported.push(`${event.reason} ${bare.has(event.promise)}`)
    })
    const dead = 'http://127.0.0.1:1/'
    bare.add(fetch(dead))
    bare.add(fetch(dead, { method: 'POST', body: '{"stream":true}' }))
    fetch(dead).catch(() => {})
    const piped = await fetch(brokenUrl)
    bare.add(piped.body?.pipeTo(new WritableStream()))
    const loop = async () => {
      const reader = (await fetch(brokenUrl)).body?.getReader()
      while (reader && !(await reader.read()).done);
    }
    bare.add(loop())
    const through = await fetch(brokenUrl)
    const reader = through.body?.pipeThrough(new TextDecoderStream()).getReader()
    bare.add(
      reader
        ?.read()
        .then(() => reader.read())
        .then(() => reader.read()),
    )
    while (reported.length < 5) await new Promise(resolve => setTimeout(resolve, 10))
    // Whatever else was to be reported has been by the end of one more failing request.
    await fetch(dead).catch(() => {})
    return reported.sort()
  }, bench.stream(broken)))

test('a keepalive request from pagehide is sent', async () => {
  const url = bench.stream(threeEvents)
  await bench.probe().run(
    bench.page(),
    {},
    async (target: string) => {
      const frame = document.createElement('iframe')
      const show = (address: string) =>
        new Promise(resolve => {
          frame.onload = resolve
          frame.src = address
        })
      document.body.append(frame)
      await show(`${location.href}?frame`)
      const inner = frame.contentWindow as Window & typeof globalThis
      inner.addEventListener('pagehide', () => {
        inner.fetch(target, { method: 'POST', keepalive: true, body: new Blob(['{"stream":true}']) })
        inner.fetch(new inner.Request(target, { method: 'POST', keepalive: true, body: '{"stream":true}' }))
      })
      await show(`${location.href}?away`)
    },
    url,
  )
  const bodies = () =>
    bench
      .server()
      .requests(idOf(url))
      .filter(sent => sent.body.includes('stream'))
  await expect.poll(() => bodies().length, { timeout: 20_000 }).toBe(4)
})

test('a page that replaces fetch and puts it back keeps its own function', () =>
  expectSame(async (url: string) => {
    const original = window.fetch
    const mock: typeof fetch = async () => new Response('mock')
    window.fetch = mock
    const isMock = window.fetch === mock && Object.getOwnPropertyDescriptor(window, 'fetch')?.value === mock
    const mocked = await (await fetch(url)).text()
    window.fetch = original
    const restored = await (await fetch(url)).text()
    const wrapped: typeof fetch = (...args) => original(...args)
    window.fetch = wrapped
    const through = await (await fetch(url)).text()
    return { isMock, mocked, restored, through, same: window.fetch === wrapped }
  }, bench.stream(threeEvents)))
