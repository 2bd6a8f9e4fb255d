import { expect, test } from 'vitest'
import { expectSameIn, threeEvents, useBench } from './fixture.ts'

const bench = useBench()
const expectSame = expectSameIn(bench)

/** Reads a stream and says what the realm's own functions look like. */
const readIn = async (url: string) => {
  const response = await fetch(url)
  const { body } = response
  let text = ''
  for await (const chunk of body ?? []) text += new TextDecoder().decode(chunk)
  return {
    text,
    isSame: body === response.body,
    fetch: `${fetch}`,
    globals: Object.getOwnPropertyNames(window).length,
  }
}

test('pages under a strict or a sandboxing policy work as without', async () => {
  for (const csp of ['strict', 'sandbox', 'none']) {
    const url = csp === 'sandbox' ? bench.stream(threeEvents) : bench.stream(threeEvents)
    const { plain, observed } = await bench.probe().run(`${bench.page()}?csp=${csp}`, {}, readIn, url)
    expect(observed, csp).toEqual(plain)
    expect(plain.text, csp).toContain('three')
  }
})

test('frames made by the page work from their first moment as without', () =>
  expectSame(async (url: string) => {
    const results: unknown[] = []
    const make = (attributes: Record<string, string>) => {
      const frame = document.createElement('iframe')
      for (const [name, value] of Object.entries(attributes)) frame.setAttribute(name, value)
      document.body.append(frame)
      return frame
    }
    const look = (frame: HTMLIFrameElement) => {
      const inner = frame.contentWindow as (Window & typeof globalThis) | null
      return (
        inner && [
          `${inner.fetch}`,
          inner.fetch.name,
          Object.getOwnPropertyNames(inner).length,
          `${inner.Response.prototype.text}`,
        ]
      )
    }
    for (const attributes of [{}, { src: 'about:blank' }, { srcdoc: '<p>' }] as Record<string, string>[]) {
      const frame = make(attributes)
      const loaded = new Promise(resolve => {
        frame.onload = resolve
      })
      results.push(look(frame))
      // What a frame asks for before its real document comes is lost with it, Streamtap or not.
      if ('srcdoc' in attributes) await loaded
      else results.push(await (await frame.contentWindow?.fetch(url))?.text())
      results.push(look(frame))
      const response = await frame.contentWindow?.fetch(url)
      const reader = response?.body?.getReader()
      while (reader && !(await reader.read()).done);
      results.push([
        response instanceof Response,
        await frame.contentWindow?.fetch(url).then(answer => answer.text()),
      ])
      frame.remove()
    }
    return results
  }, bench.stream(threeEvents)))

test('a document that is opened and written again keeps working', () =>
  expectSame(async (url: string) => {
    document.open()
    document.write('<!doctype html><p>written</p>')
    document.close()
    const response = await fetch(url)
    return [await response.text(), document.body.textContent, `${fetch}`]
  }, bench.stream(threeEvents)))

test('the text of functions seen from a frame of the page differs only where it is known to', async () => {
  const find = () => {
    const frame = document.createElement('iframe')
    document.body.append(frame)
    const inner: Window & typeof globalThis = frame.contentWindow as never
    const text = (method: unknown) => inner.Function.prototype.toString.call(method)
    return [
      text(fetch),
      text(Response.prototype.text),
      text(ReadableStream.prototype.getReader),
      text(fetch.bind(null)),
    ]
  }
  const { plain, observed } = await bench.probe().run(bench.page(), {}, find)
  const [ownFetch, text, getReader, bound] = plain
  expect(ownFetch).toMatch(/^function fetch\(\) {\s*\[native code\]\s*}$/)
  expect(text).toMatch(/^function text\(\)/)
  expect(getReader).toMatch(/^function getReader\(\)/)
  // Known and documented: another realm shows the text of a proxy, which has no name; a bound function has it too.
  for (const seen of observed.slice(0, 3)) expect(seen).toMatch(/^function \(\) {\s*\[native code\]\s*}$/)
  expect(observed[3]).toBe(bound)
})

test('a rejected read that the page drops is not reported: known and documented', async () => {
  const url = bench.stream({ steps: [{ write: 'data: one\n\n' }, { wait: 1000 }], end: 'reset' })
  const find = async (address: string) => {
    const reported: string[] = []
    addEventListener('unhandledrejection', event => reported.push(`${event.reason}`))
    const reader = (await fetch(address)).body?.getReader()
    await reader?.read()
    reader?.read()
    await reader?.closed.catch(() => {})
    await new Promise(resolve => setTimeout(resolve))
    return reported
  }
  const { observed } = await bench.probe().run(bench.page(), {}, find, url)
  expect(observed).toEqual([])
})
