import { expect, test } from 'vitest'
import { BROWSER } from '../harness/index.ts'
import { expectSameIn, useBench } from './fixture.ts'

const bench = useBench()

const expectSame = expectSameIn(bench)

test('functions that are hooked keep their name, length, text, descriptor and missing constructor', async () => {
  const plain = await expectSame(() => {
    const owners: Record<string, object> = {
      window,
      Function: Function.prototype,
      Response: Response.prototype,
      ReadableStream: ReadableStream.prototype,
      ReadableStreamDefaultReader: ReadableStreamDefaultReader.prototype,
      ReadableStreamBYOBReader: ReadableStreamBYOBReader.prototype,
      iterator: Object.getPrototypeOf(new ReadableStream().values()),
    }
    const describe = (value: unknown) => {
      if (typeof value !== 'function') return typeof value
      const canConstruct = (() => {
        try {
          Reflect.construct(Object, [], value)
          return true
        } catch {
          return false
        }
      })()
      const { name, length } = value
      // Sorted, as Firefox makes them in the order in which its own engine happens to look at them.
      const keys = Reflect.ownKeys(value).map(String).sort()
      return { name, length, text: `${value}`, keys, canConstruct }
    }
    return Object.entries(owners).flatMap(([owner, object]) =>
      Reflect.ownKeys(object)
        .filter(key => owner !== 'window' || key === 'fetch')
        .map(key => {
          const { value, get, set, ...flags } = Object.getOwnPropertyDescriptor(object, key) ?? {}
          return {
            owner,
            key: String(key),
            flags,
            value: describe(value),
            get: describe(get),
            set: describe(set),
          }
        }),
    )
  })
  expect(plain).toHaveProperty('40')
})

test('the page has the same globals, and the two names of a method are one function', () =>
  expectSame(
    isOrdered => {
      const globals = Reflect.ownKeys(window).map(String)
      return {
        globals: isOrdered ? globals : globals.sort(),
        symbols: Object.getOwnPropertySymbols(window).length,
        document: Reflect.ownKeys(document).map(String),
        isOneFunction: ReadableStream.prototype.values === ReadableStream.prototype[Symbol.asyncIterator],
        root: document.documentElement.outerHTML,
      }
    },
    // Known and documented: Firefox makes globals when a script first names them, and lists them in that order.
    BROWSER !== 'firefox',
  ))

test('the first timer of the page has the number it would have', () =>
  expectSame(async () => {
    const response = await fetch('/sse/plain?pace=0')
    for await (const _ of response.body ?? []) void _
    return setTimeout(() => {}, 0)
  }))

test('wrong receivers and arguments throw what the browser throws', () =>
  expectSame(async () => {
    const attempt = async (call: () => unknown) => {
      try {
        return typeof (await call())
      } catch (error) {
        return `${error}`
      }
    }
    const { getReader, pipeTo, pipeThrough, tee, values } = ReadableStream.prototype
    const { read, cancel, releaseLock } = ReadableStreamDefaultReader.prototype
    const { text, json, clone } = Response.prototype
    const body = Object.getOwnPropertyDescriptor(Response.prototype, 'body')?.get
    const methods: readonly unknown[] = [
      getReader,
      pipeTo,
      pipeThrough,
      tee,
      values,
      read,
      cancel,
      releaseLock,
      text,
      json,
      clone,
      body,
      fetch,
      Function.prototype.toString,
    ]
    const results: string[] = []
    for (const method of methods)
      for (const receiver of [undefined, {}, 1, document])
        results.push(await attempt(() => Reflect.apply(method as () => unknown, receiver, [])))
    const stream = () => new ReadableStream()
    results.push(
      await attempt(() => fetch('http://[')),
      await attempt(() => fetch('/', { method: 'no way' })),
      await attempt(() => fetch('/', { method: 'GET', body: 'x' })),
      await attempt(() => Reflect.construct(fetch, ['/'])),
      await attempt(() => stream().pipeTo({} as WritableStream)),
      await attempt(() => stream().pipeThrough({} as TransformStream)),
      await attempt(() => stream().getReader({ mode: 'x' as 'byob' })),
      await attempt(() => stream().getReader({ mode: 'byob' })),
    )
    return results
  }))

test('nothing of Streamtap can be heard by the page', () =>
  expectSame(async () => {
    const heard: string[] = []
    const { dispatchEvent } = EventTarget.prototype
    addEventListener('message', event => heard.push(`message ${JSON.stringify(event.data)}`), true)
    EventTarget.prototype.dispatchEvent = function (event) {
      heard.push(`dispatch ${event.type}`)
      return dispatchEvent.call(this, event)
    }
    const { postMessage } = MessagePort.prototype
    MessagePort.prototype.postMessage = function (this: MessagePort, ...args: [unknown]) {
      heard.push('port')
      return postMessage.apply(this, args)
    }
    const response = await fetch('/sse/plain?pace=0', { method: 'POST' })
    for await (const _ of response.body ?? []) void _
    return {
      heard,
      entries: performance
        .getEntries()
        .map(({ name, entryType }) => `${entryType} ${name.split('?')[0]}`)
        .filter(name => name.includes('extension')),
    }
  }))

test('what a page puts on prototypes is not run more often than without', () =>
  expectSame(async () => {
    let calls = ''
    const spy = (owner: object, key: PropertyKey) => {
      const before = Reflect.getOwnPropertyDescriptor(owner, key)
      const descriptor = {
        __proto__: null,
        configurable: true,
        get(this: object) {
          calls += `${String(key)} `
          return before?.get ? Reflect.apply(before.get, this, []) : before?.value
        },
        set(this: object, next: unknown) {
          calls += `set ${String(key)} `
          const own = { __proto__: null, value: next, writable: true, enumerable: true, configurable: true }
          Reflect.defineProperty(this, key, own)
        },
      }
      Reflect.defineProperty(owner, key, descriptor)
    }
    const typedArray = Object.getPrototypeOf(Uint8Array.prototype)
    const path = '/sse/plain?pace=0'
    for (const key of [
      'apply',
      'type',
      'highWaterMark',
      'size',
      'detail',
      'ports',
      'start',
      'pull',
      'cancel',
      'delay',
      'signal',
      'mode',
      'bubbles',
    ])
      spy(Object.prototype, key)
    for (const key of ['0', '1', 'push', 'map', 'filter', Symbol.iterator]) spy(Array.prototype, key)
    for (const key of ['get', 'set', 'has']) spy(WeakMap.prototype, key)
    for (const key of ['set', 'slice', 'subarray', 'length', 'byteLength']) spy(typedArray, key)
    spy(Uint8Array.prototype, 'constructor')
    const read = async (response: Response) => {
      const reader = response.body?.getReader()
      while (reader && !(await reader.read()).done);
    }
    await read(await fetch(path))
    const piped = await fetch(path)
    await piped.body?.pipeTo(new WritableStream())
    await (await fetch(path)).text()
    return calls
  }))
