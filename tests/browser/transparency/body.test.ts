import { expect, test } from 'vitest'
import { BROWSER } from '../harness/index.ts'
import { idOf } from '../stage.ts'
import { broken, expectSameIn, held, threeEvents, useBench } from './fixture.ts'

const bench = useBench()
const expectSame = expectSameIn(bench)

test('every way to read gives the same bytes, flags and locks', () =>
  expectSame(async (url: string) => {
    const decode = (value: ArrayBuffer | ArrayBufferView) => new TextDecoder().decode(value)
    const collect = async (stream: ReadableStream<Uint8Array> | null) => {
      let text = ''
      for await (const chunk of stream ?? []) text += decode(chunk)
      return text
    }
    const readers: Record<string, (response: Response) => Promise<unknown>> = {
      text: response => response.text(),
      arrayBuffer: async response => decode(await response.arrayBuffer()),
      bytes: async response => decode(await response.bytes()),
      blob: async response => {
        const blob = await response.blob()
        return [blob.type, blob.size, await blob.text()]
      },
      iterate: response => collect(response.body),
      values: response => collect(response.body?.values() as never),
      byob: async response => {
        const reader = response.body?.getReader({ mode: 'byob' })
        const sizes: number[] = []
        let text = ''
        for (let buffer = new ArrayBuffer(7); reader; ) {
          const { done, value } = await reader.read(new Uint8Array(buffer, 0, 5))
          if (!value) break
          sizes.push(value.byteLength, value.buffer.byteLength)
          text += decode(value)
          buffer = value.buffer
          if (done) break
        }
        return [text, sizes.length > 2]
      },
      byobMin: async response => {
        const reader = response.body?.getReader({ mode: 'byob' })
        const first = await reader?.read(new Uint8Array(64), { min: 12 } as never)
        return [(first?.value?.byteLength ?? 0) >= 12, first?.done]
      },
      tee: async response => Promise.all((response.body?.tee() ?? []).map(collect)),
      clone: async response => {
        const clone = response.clone()
        const again = clone.clone()
        return Promise.all([response.text(), collect(clone.body), again.text(), clone.url === response.url])
      },
      cloneOfRead: async response => {
        const { body } = response
        const clone = response.clone()
        return [body === response.body, body?.locked, await clone.text(), await response.text()]
      },
      heldBody: async response => {
        const { body } = response
        const failed = await response.json().catch(error => `${error}`)
        return [failed, body === response.body, body?.locked, response.bodyUsed]
      },
      form: response => response.formData().catch(error => `${error}`),
      pipe: async response => {
        const chunks: string[] = []
        const sink = { write: (chunk: Uint8Array) => void chunks.push(decode(chunk)) }
        const result = await response.body?.pipeTo(new WritableStream(sink))
        return [chunks.join(''), typeof result]
      },
      through: async response => {
        const decoded = response.body?.pipeThrough(new TextDecoderStream())
        let text = ''
        for await (const piece of (decoded ?? []) as AsyncIterable<string>) text += piece
        return text
      },
      wrapped: response => new Response(response.body).text(),
      wrappedRead: async response => {
        const wrapped = new Response(response.body, { headers: { 'content-type': 'text/plain' } })
        return [await collect(wrapped.body), response.bodyUsed, response.body?.locked]
      },
      transferred: async response => {
        const { body } = response
        if (!body) return null
        const moved = structuredClone(body, { transfer: [body] })
        return [await collect(moved), body.locked]
      },
      releasedAndReadAgain: async response => {
        const first = response.body?.getReader()
        const one = await first?.read()
        first?.releaseLock()
        return [one?.done, await collect(response.body)].length
      },
      constructed: async response => {
        if (!response.body) return null
        const reader = new ReadableStreamDefaultReader(response.body)
        return decode((await reader.read()).value ?? new Uint8Array())
      },
    }
    const results: Record<string, unknown> = {}
    for (const [name, read] of Object.entries(readers)) {
      const response = await fetch(url, { method: 'POST' })
      const result = await read(response).catch(error => `${error}`)
      results[name] = [result, response.bodyUsed, response.body?.locked]
    }
    return results
  }, bench.stream(threeEvents)))

test('queued chunks arrive at the tick they would', () =>
  expectSame(
    async (url: string) => {
      const log: string[] = []
      const response = await fetch(url)
      const reader = response.body?.getReader()
      await reader?.read()
      await new Promise(resolve => setTimeout(resolve, 200))
      const turns = (name: string, count: number) => {
        let turn = Promise.resolve()
        for (let i = 0; i < count; i++) turn = turn.then(() => void log.push(`${name}${i}`))
        return turn
      }
      reader?.closed.then(() => log.push('closed'))
      await Promise.all([
        reader?.read().then(() => log.push('read')),
        turns('a', 6),
        reader?.read().then(() => log.push('read')),
        turns('b', 6),
      ])
      return log
    },
    bench.stream({ steps: [{ write: 'data: one\n\n' }, { wait: 60 }, { write: 'data: two\n\n' }] }),
  ))

/** Firefox itself goes on with a body that is cancelled once something of it has been read. */
const noticedInFirefox = ['body', 'tee', 'abort', 'text', 'clone']
const waysToStop = [...noticedInFirefox, 'reader', 'break', 'return', 'byob', 'pipe', 'through']

test('a page that stops reading is noticed by the server as without', async () => {
  const ways = BROWSER === 'firefox' ? noticedInFirefox : waysToStop
  const urls = ways.map(() => bench.stream(held))
  await expectSame(
    async (names: readonly string[], addresses: string[]) => {
      const stop: Record<string, (response: Response, controller: AbortController) => Promise<unknown>> = {
        reader: async ({ body }) => {
          const reader = body?.getReader()
          await reader?.read()
          return [await reader?.cancel('enough'), await reader?.read(), await reader?.closed]
        },
        body: async ({ body }) => body?.cancel(),
        break: async ({ body }) => {
          for await (const _ of body ?? []) break
          return body?.locked
        },
        return: async ({ body }) => {
          const iterator = body?.values()
          await iterator?.next()
          return [await iterator?.return?.('value' as never), await iterator?.next()]
        },
        byob: async ({ body }) => {
          const reader = body?.getReader({ mode: 'byob' })
          await reader?.read(new Uint8Array(10))
          return reader?.cancel()
        },
        pipe: async ({ body }) => {
          const sink = {
            write: () => {
              throw new Error('full')
            },
          }
          const failure = await body?.pipeTo(new WritableStream(sink)).catch(error => `${error}`)
          return [failure, body?.locked]
        },
        through: async ({ body }) => {
          const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
          await reader?.read()
          return reader?.cancel()
        },
        tee: async ({ body }) => {
          const [a, b] = body?.tee() ?? []
          const results = await Promise.all([a?.cancel('a'), b?.cancel('b')])
          return results
        },
        abort: async ({ body }, controller) => {
          const reader = body?.getReader()
          await reader?.read()
          controller.abort()
          return reader?.read().catch(error => `${error}`)
        },
        text: async (response, controller) => {
          const text = response.text().catch(error => `${error}`)
          controller.abort()
          return text
        },
        clone: async response => {
          const clone = response.clone()
          return Promise.all([response.body?.cancel(), clone.body?.cancel()])
        },
      }
      const results: unknown[] = []
      for (const [index, name] of names.entries()) {
        const controller = new AbortController()
        const response = await fetch(addresses[index] ?? '', { signal: controller.signal })
        results.push([name, await stop[name]?.(response, controller), response.bodyUsed])
      }
      return results
    },
    ways,
    urls,
  )
  for (const [index, way] of ways.entries()) {
    const requests = bench.server().requests(idOf(urls[index] ?? ''))
    expect(requests.length, way).toBe(2)
    await expect
      .poll(
        () =>
          bench
            .server()
            .requests(idOf(urls[index] ?? ''))
            .map(sent => sent.closedEarly),
        {
          timeout: 20_000,
        },
      )
      .toEqual([true, true])
  }
})

test('pipes fail, close, abort and hand on reasons as without', () =>
  expectSame(
    async (okUrl: string, brokenUrl: string, heldUrl: string) => {
      const log: unknown[] = []
      const sink = (name: string) =>
        new WritableStream({
          write: chunk => void log.push(`${name} write ${chunk.length}`),
          close: () => void log.push(`${name} close`),
          abort: reason => void log.push(`${name} abort ${reason}`),
        })
      const attempt = async (name: string, call: () => Promise<unknown> | undefined) => {
        try {
          log.push([name, await call()])
        } catch (error) {
          log.push([name, `${error}`])
        }
      }
      const get = async (url: string) => (await fetch(url)).body
      await attempt('closed', async () => (await get(okUrl))?.pipeTo(sink('closed')))
      await attempt('kept open', async () =>
        (await get(okUrl))?.pipeTo(sink('kept open'), { preventClose: true }),
      )
      await attempt('broken', async () => (await get(brokenUrl))?.pipeTo(sink('broken')))
      await attempt('no abort', async () =>
        (await get(brokenUrl))?.pipeTo(sink('no abort'), { preventAbort: true }),
      )
      const controller = new AbortController()
      const body = await get(heldUrl)
      const piping = body?.pipeTo(sink('signal'), { signal: controller.signal })
      controller.abort('stop')
      await attempt('signal', () => piping)
      log.push(body?.locked)
      const kept = await get(heldUrl)
      const full = new WritableStream({
        write: () => {
          throw new Error('full')
        },
      })
      await attempt('kept', () => kept?.pipeTo(full, { preventCancel: true }))
      log.push(kept?.locked)
      await kept?.cancel()
      const locked = new WritableStream()
      locked.getWriter()
      const source = await get(okUrl)
      await attempt('locked sink', () => source?.pipeTo(locked))
      log.push(source?.locked)
      await attempt('bad sink', () => source?.pipeTo({} as WritableStream))
      await attempt('bad pair', async () => source?.pipeThrough({} as TransformStream))
      log.push(source?.locked)
      await attempt('read after', async () => new Response(source).text())
      const failing = (await get(brokenUrl))?.pipeThrough(new TextDecoderStream()).getReader()
      await attempt('first', async () => (await failing?.read())?.value)
      await attempt('second', async () => failing?.read())
      return log
    },
    bench.stream({ steps: [{ write: 'data: one\n\n' }] }),
    bench.stream(broken),
    bench.stream(held),
  ))

test('a page that reads slowly or not at all holds the server back as without', async () => {
  for (const way of ['unread', 'one read', 'slow pipe', 'cloned'] as const) {
    const url = bench.stream({ steps: [{ flood: 300_000_000 }] })
    const accepted = await bench.probe().run(
      bench.page(),
      {},
      async (address: string, name: string) => {
        const controller = new AbortController()
        const response = await fetch(address, { signal: controller.signal })
        const clone = name === 'cloned' ? response.clone() : null
        if (name === 'one read' || name === 'cloned') await response.body?.getReader().read()
        const never = new Promise<void>(() => {})
        if (name === 'slow pipe')
          response.body?.pipeTo(new WritableStream({ write: () => never })).catch(() => {})
        const report = new URL(`/fixture/report${new URL(address).search}`, address)
        const read = async () =>
          ((await (await fetch(report)).json()) as { bytesWritten: number }).bytesWritten
        // Held back means that the figure stands still.
        let last = -1
        for (let same = 0; same < 4; ) {
          const next = await read()
          same = next === last ? same + 1 : 0
          last = next
          await new Promise(resolve => setTimeout(resolve, 250))
        }
        controller.abort()
        void clone
        return last
      },
      url,
      way,
    )
    // Chromium itself lets a clone that nobody reads grow without bound, and Firefox lets every body.
    if (way !== 'cloned' && BROWSER !== 'firefox') expect(accepted.plain, way).toBeLessThan(250_000_000)
    // Chromium's own buffers vary by some tenths from run to run; a body that is drained takes all there is.
    expect(accepted.observed / accepted.plain, way).toBeGreaterThan(0.5)
    expect(accepted.observed / accepted.plain, way).toBeLessThan(2)
  }
})
