import { expect, test } from 'vitest'
import { BROWSER } from '../harness/index.ts'
import { idOf } from '../stage.ts'
import { broken, expectSameIn, held, threeEvents, useBench } from './fixture.ts'

const bench = useBench()
const expectSame = expectSameIn(bench)

/** The same address as another origin: what the page asks there is subject to CORS. */
const elsewhere = (url: string) => url.replace('127.0.0.1', 'localhost')
const withoutCors = (url: string) => elsewhere(url).replace('cors=1&', '')

test('the functions and accessors of XMLHttpRequest look as without', async () => {
  const plain = await expectSame(() => {
    const describe = (value: unknown) => {
      if (typeof value !== 'function') return typeof value === 'object' ? 'object' : value
      const { name, length } = value
      const canConstruct = (() => {
        try {
          Reflect.construct(Object, [], value)
          return true
        } catch {
          return false
        }
      })()
      // Firefox makes them when they are asked for, in an order that varies.
      return { name, length, text: `${value}`, keys: Reflect.ownKeys(value).map(String).sort(), canConstruct }
    }
    const owners = [XMLHttpRequest, XMLHttpRequest.prototype, XMLHttpRequestEventTarget.prototype]
    const own = Reflect.ownKeys(new XMLHttpRequest())
    const functions = owners.flatMap(owner =>
      Reflect.ownKeys(owner).map(key => {
        const { value, get, set, ...flags } = Reflect.getOwnPropertyDescriptor(owner, key) ?? {}
        return [String(key), flags, describe(value), describe(get), describe(set)]
      }),
    )
    return [describe(XMLHttpRequest), own, `${new XMLHttpRequest()}`, ...functions]
  })
  expect(plain).toHaveProperty('30')
})

/** What each handler of an object sees, in order. How often progress is told varies: each entry counts once a part. */
const watchEvents = () => {
  const log: string[] = []
  let seen = new Set<string>()
  const add = (entry: string) => {
    if (!seen.has(entry)) log.push(entry)
    seen.add(entry)
  }
  const begin = (part: string) => {
    seen = new Set()
    log.push(`--- ${part}`)
  }
  const names = ['readystatechange', 'loadstart', 'progress', 'abort', 'error', 'load', 'timeout', 'loadend']
  const see = (xhr: XMLHttpRequest, how: string) => (event: Event) => {
    // Chromium tells the last progress by a timer: before the end, after it, or when `open` has ended the request.
    if (event.type === 'progress' && xhr.readyState !== 3) return
    const amount = event instanceof ProgressEvent ? ` ${event.loaded > 0} ${event.lengthComputable}` : ''
    const text = xhr.responseType === '' ? ` ${xhr.responseText.length > 0}` : ''
    add(`${how} ${event.type} ${xhr.readyState} ${xhr.status}${amount}${text}`)
  }
  return {
    log,
    begin,
    watch: (xhr: XMLHttpRequest) => {
      for (const name of names) {
        xhr.addEventListener(name, see(xhr, 'first'))
        Reflect.set(xhr, `on${name}`, see(xhr, 'on'))
        xhr.addEventListener(name, see(xhr, 'capture'), true)
        xhr.addEventListener(name, { handleEvent: see(xhr, 'object') })
      }
    },
    ended: (xhr: XMLHttpRequest) => new Promise(resolve => xhr.addEventListener('loadend', resolve)),
  }
}

test('all handlers run in the same order, however a request ends', () =>
  expectSame(
    async (source: string, urls: Record<string, string>) => {
      const { log, begin, watch, ended }: ReturnType<typeof watchEvents> = new Function(
        `return (${source})()`,
      )()
      const run = async (name: string, act: (xhr: XMLHttpRequest) => unknown, url = urls[name] ?? '') => {
        begin(name)
        const xhr = new XMLHttpRequest()
        watch(xhr)
        xhr.open('GET', url)
        const end = ended(xhr)
        act(xhr)
        xhr.send()
        log.push('sent')
        await end
        log.push(`${xhr.readyState} ${xhr.status} ${xhr.statusText} ${xhr.responseText.length}`)
      }
      const onText = (xhr: XMLHttpRequest, act: () => void) =>
        xhr.addEventListener('progress', act, { once: true })
      await run('complete', () => {})
      await run('empty', () => {})
      await run('json', () => {})
      await run('missing', () => {})
      await run('broken', () => {})
      await run('unreachable', () => {})
      await run('forbidden', () => {})
      await run('held', xhr => onText(xhr, () => xhr.abort()))
      await run('held', xhr => xhr.addEventListener('loadstart', () => xhr.abort()))
      await run('held', xhr => setTimeout(() => xhr.abort()))
      await run('held', xhr => {
        xhr.timeout = 300
      })
      await run('complete', xhr => xhr.addEventListener('load', () => xhr.abort()))
      await run('complete', xhr =>
        xhr.addEventListener('readystatechange', event => event.stopImmediatePropagation(), true),
      )
      return log
    },
    `${watchEvents}`,
    {
      complete: bench.stream(threeEvents),
      empty: bench.stream({ status: 204, steps: [] }),
      json: bench.stream({ type: 'application/json', steps: [{ write: '{"a":1}' }] }),
      missing: bench.stream({ status: 404, type: 'text/plain', steps: [{ write: 'no' }] }),
      broken: bench.stream(broken),
      unreachable: 'http://127.0.0.1:1/',
      forbidden: withoutCors(bench.stream(threeEvents)),
      held: bench.stream(held),
    },
  ))

test('a page that asks for the text at the end alone gets what the decoder held back until then', () =>
  expectSame(
    async (urls: readonly string[]) => {
      const texts: string[] = []
      for (const url of urls)
        for (const getter of ['responseText', 'response'] as const) {
          const xhr = new XMLHttpRequest()
          xhr.open('GET', url)
          const end = new Promise(resolve => xhr.addEventListener('load', resolve))
          xhr.send()
          await end
          texts.push(xhr[getter], xhr.responseText)
        }
      return texts
    },
    // The beginning of a byte order mark; half a character; one behind another that is whole.
    ['/w==', 'wg==', 'ZGF0YTogYQoK5qk=', '5qmf5qk='].flatMap(base64 =>
      ['text/plain', 'text/event-stream'].map(type => bench.stream({ type, steps: [{ base64 }] })),
    ),
  ))

test('an object that is used again, in every state, sees the same', () =>
  expectSame(
    async (source: string, heldUrl: string, url: string) => {
      const { log, begin, watch, ended }: ReturnType<typeof watchEvents> = new Function(
        `return (${source})()`,
      )()
      const xhr = new XMLHttpRequest()
      watch(xhr)
      const state = (wanted: number) =>
        new Promise<void>(resolve => {
          const check = () => {
            if (xhr.readyState !== wanted) return
            xhr.removeEventListener('readystatechange', check)
            resolve()
          }
          xhr.addEventListener('readystatechange', check)
        })
      for (const wanted of [2, 3]) {
        begin(`in state ${wanted}`)
        const reached = state(wanted)
        xhr.open('GET', heldUrl)
        xhr.send()
        await reached
      }
      begin('opened twice')
      xhr.open('GET', url)
      xhr.open('GET', heldUrl)
      xhr.send()
      const attempt = (name: string, call: () => void) => {
        try {
          call()
          log.push(`${name} ok`)
        } catch (error) {
          log.push(`${name} ${error}`)
        }
      }
      attempt('send twice', () => xhr.send())
      attempt('header while sending', () => xhr.setRequestHeader('a', 'b'))
      attempt('bad open', () => xhr.open('GET', 'http://['))
      attempt('bad method', () => xhr.open('no way', url))
      const loading = state(3)
      await loading
      begin('in a handler of the end')
      // Opened and sent by a handler of the end that comes before `load`.
      const again = new Promise<void>(resolve => {
        const reopen = () => {
          if (xhr.readyState !== 4) return
          xhr.removeEventListener('readystatechange', reopen)
          xhr.open('GET', url)
          xhr.send()
          resolve()
        }
        xhr.addEventListener('readystatechange', reopen)
      })
      xhr.open('GET', url)
      xhr.send()
      await again
      await ended(xhr)
      begin('inside open')
      // Sent by a handler that runs inside `open`.
      const sendNow = () => {
        if (xhr.readyState === 1) xhr.send()
      }
      xhr.open('GET', heldUrl)
      xhr.addEventListener('readystatechange', sendNow)
      xhr.abort()
      xhr.open('GET', url)
      log.push(`opened ${xhr.readyState}`)
      await Promise.race([ended(xhr), new Promise(resolve => setTimeout(resolve, 500))])
      log.push(`${xhr.readyState} ${xhr.responseText}`)
      return log
    },
    `${watchEvents}`,
    bench.stream(held),
    bench.stream(threeEvents),
  ))

test('each response type gives the same value, one and the same each time it is asked for', () =>
  expectSame(
    async (urls: string[]) => {
      const results: unknown[] = []
      for (const url of urls)
        for (const type of ['', 'text', 'arraybuffer', 'blob', 'json', 'document'] as const)
          for (const mime of [null, 'text/plain; charset=iso-8859-1', 'text/xml']) {
            const xhr = new XMLHttpRequest()
            xhr.open('GET', url)
            xhr.responseType = type
            if (mime) xhr.overrideMimeType(mime)
            await new Promise(resolve => {
              xhr.onloadend = resolve
              xhr.send()
            })
            const { response } = xhr
            const attempt = (read: () => unknown) => {
              try {
                return `${read()}`
              } catch (error) {
                return `${error}`
              }
            }
            results.push([
              type,
              mime,
              `${response}`,
              response === xhr.response,
              response instanceof ArrayBuffer && [response.byteLength, new Uint8Array(response)[6]],
              response instanceof Blob && [response.size, response.type, await response.text()],
              response instanceof Document && response.documentElement?.outerHTML,
              attempt(() => xhr.responseText),
              attempt(() => xhr.responseXML),
              xhr.getAllResponseHeaders().replace(/date:.*|x-demo-id:.*/g, ''),
              xhr.getResponseHeader('Content-Type'),
              [xhr.responseURL === url, xhr.status, xhr.statusText],
            ])
          }
      return results
    },
    [
      bench.stream({ steps: [{ write: 'data: 三é\n\n' }] }),
      bench.stream({ type: 'application/json', steps: [{ write: '{"a":[1,"é"]}' }] }),
      bench.stream({
        type: 'application/x-ndjson',
        steps: [{ write: '{"a":1}\n' }, { wait: 30 }, { write: '2' }],
      }),
      bench.stream({ type: 'text/xml', steps: [{ write: '<a><b/></a>' }] }),
      bench.stream({ type: null, steps: [{ base64: '/9gA/w==' }] }),
    ],
  ))

test('synchronous requests give the same and fire the same events', () =>
  expectSame(
    (source: string, urls: string[]) => {
      const { log, watch }: ReturnType<typeof watchEvents> = new Function(`return (${source})()`)()
      for (const url of urls) {
        const xhr = new XMLHttpRequest()
        watch(xhr)
        for (const isAsync of [false, undefined as never]) {
          try {
            xhr.open('POST', url, isAsync)
            xhr.send('{"stream": true}')
            log.push(`${xhr.readyState} ${xhr.status} ${xhr.responseText}`)
          } catch (error) {
            log.push(`${error} ${xhr.readyState} ${xhr.status}`)
          }
        }
      }
      return log
    },
    `${watchEvents}`,
    [
      bench.stream(threeEvents),
      bench.stream({ type: 'application/json', steps: [{ write: '{}' }] }),
      'http://127.0.0.1:1/',
      withoutCors(bench.stream(threeEvents)),
    ],
  ))

test('wrong calls throw what the browser throws and run the code of the page as often', () =>
  expectSame(async (url: string) => {
    const log: string[] = []
    const attempt = (name: string, call: () => unknown) => {
      try {
        log.push(`${name} ${call()}`)
      } catch (error) {
        log.push(`${name} ${error} ${error instanceof DOMException}`)
      }
    }
    const spy = (name: string, value: string) => ({
      toString: () => {
        log.push(`run ${name}`)
        return value
      },
    })
    const failing = {
      toString: () => {
        throw new Error('refused')
      },
    }
    const { open, send, setRequestHeader, abort } = XMLHttpRequest.prototype
    for (const receiver of [undefined, null, {}, 1, document, XMLHttpRequest.prototype])
      for (const [name, method] of Object.entries({ open, send, setRequestHeader, abort }))
        attempt(name, () => Reflect.apply(method, receiver, ['GET', url]))
    const fresh = () => new XMLHttpRequest()
    const opened = () => {
      const xhr = fresh()
      xhr.open('POST', url)
      return xhr
    }
    attempt('new', () => Reflect.apply(XMLHttpRequest, undefined, []))
    attempt('open', () => Reflect.apply(open, fresh(), []))
    attempt('open one', () => Reflect.apply(open, fresh(), ['GET']))
    attempt('bad url', () => fresh().open('GET', 'http://['))
    attempt('bad method', () => fresh().open('A B', url))
    attempt('no method', () => fresh().open('TRACE', url))
    attempt('symbol', () => Reflect.apply(open, fresh(), [Symbol('x'), url]))
    attempt('failing', () => Reflect.apply(open, fresh(), ['GET', failing]))
    attempt('spied', () =>
      Reflect.apply(open, fresh(), [
        spy('method', 'get'),
        spy('url', url),
        spy('async', ''),
        spy('user', 'u'),
      ]),
    )
    attempt('construct', () => Reflect.construct(open, []))
    attempt('header early', () => fresh().setRequestHeader('a', 'b'))
    attempt('header name', () => opened().setRequestHeader('a b', 'c'))
    attempt('header value', () => opened().setRequestHeader('a', 'b\n'))
    attempt('header one', () => Reflect.apply(setRequestHeader, opened(), ['a']))
    attempt('header spied', () =>
      Reflect.apply(setRequestHeader, opened(), [spy('name', 'x-a'), spy('value', 'b')]),
    )
    attempt('header forbidden', () => opened().setRequestHeader('host', 'x'))
    attempt('send early', () => fresh().send())
    attempt('send symbol', () => Reflect.apply(send, opened(), [Symbol('x')]))
    attempt('send failing', () => Reflect.apply(send, opened(), [failing]))
    const twice = opened()
    attempt('send', () => twice.send('x'))
    attempt('send again', () => twice.send('x'))
    attempt('type late', () => {
      twice.timeout = 5_000
      twice.withCredentials = true
    })
    const retried = opened()
    attempt('failing body', () => Reflect.apply(send, retried, [failing]))
    attempt('body then', () => Reflect.apply(send, retried, [spy('body', '{"stream":true}')]))
    await new Promise(resolve => {
      retried.onloadend = resolve
    })
    log.push(`${retried.status} ${retried.responseText.length}`)
    return log
  }, bench.stream(threeEvents)))

test('subclasses keep their methods, fields and construction', () =>
  expectSame(async (url: string) => {
    const calls: string[] = []
    class Own extends XMLHttpRequest {
      label = 'own'
      override open(method: string, address: string | URL) {
        calls.push('open')
        super.open(method, address)
      }
      override send(body?: XMLHttpRequestBodyInit) {
        calls.push('send')
        super.send(body)
      }
      get upper() {
        return this.responseText.toUpperCase()
      }
    }
    const xhr = new Own()
    xhr.open('GET', url)
    await new Promise(resolve => {
      xhr.onload = resolve
      xhr.send()
    })
    return {
      calls,
      upper: xhr.upper,
      keys: Reflect.ownKeys(xhr),
      is: [xhr instanceof Own, xhr instanceof XMLHttpRequest, xhr.constructor === Own],
      statics: [Own.DONE, XMLHttpRequest.LOADING, XMLHttpRequest.length],
      prototype: Object.getPrototypeOf(Own) === XMLHttpRequest,
    }
  }, bench.stream(threeEvents)))

test('no preflight is asked for that the page did not cause, and upload events stay as they are', async () => {
  const send = async (url: string, withListener: boolean) => {
    const log: string[] = []
    const xhr = new XMLHttpRequest()
    xhr.open('POST', url)
    xhr.withCredentials = true
    if (withListener)
      for (const type of ['loadstart', 'progress', 'load', 'loadend'])
        xhr.upload.addEventListener(type, event => {
          if (log.at(-1) !== event.type) log.push(event.type)
        })
    await new Promise(resolve => {
      xhr.onloadend = resolve
      xhr.send('{"stream":true}')
    })
    return [...log, xhr.status, xhr.responseText.length]
  }
  for (const withListener of [false, true]) {
    const url = elsewhere(bench.stream({ steps: [{ write: 'data: one\n\n' }] }))
    const { plain, observed } = await bench.probe().run(bench.page(), {}, send, url, withListener)
    expect(observed).toEqual(plain)
    expect(plain.at(-2)).toBe(200)
    const methods = bench
      .server()
      .requests(idOf(url))
      .map(sent => sent.method)
    const once = withListener ? ['OPTIONS', 'POST'] : ['POST']
    expect(methods).toEqual([...once, ...once])
  }
})

test('the server gets the same request', async () => {
  const url = bench.stream(threeEvents)
  await bench.probe().run(
    bench.page(),
    {},
    async (address: string) => {
      const form = new FormData()
      form.append('a', 'b')
      const bodies = ['text', form, new Blob(['blob'], { type: 'x/y' }), new URLSearchParams('a=b'), null]
      const page = document.implementation.createHTMLDocument('title')
      for (const body of [...bodies, new Uint8Array([97, 98]), page]) {
        const xhr = new XMLHttpRequest()
        xhr.open('put', new URL(address))
        xhr.setRequestHeader('X-One', '1')
        xhr.setRequestHeader('x-one', '2')
        await new Promise(resolve => {
          xhr.onloadend = resolve
          xhr.send(body)
        })
      }
    },
    url,
  )
  const requests = bench
    .server()
    .requests(idOf(url))
    .map(({ method, headers, body }) => ({
      method,
      body: body.replace(/-{4,}\S+/g, ''),
      one: headers['x-one'],
      type: headers['content-type']?.replace(/boundary=.*/, ''),
    }))
  expect(requests.length).toBe(14)
  expect(requests.slice(7)).toEqual(requests.slice(0, 7))
})

test('a page that replaces methods, or the whole class, keeps its own and goes on', () =>
  expectSame(async (url: string) => {
    const log: string[] = []
    const { open, send, setRequestHeader } = XMLHttpRequest.prototype
    const Native = XMLHttpRequest
    XMLHttpRequest.prototype.open = function (this: XMLHttpRequest, ...args: [string, string]) {
      log.push(`open ${args.length}`)
      Reflect.apply(open, this, args)
    } as typeof open
    XMLHttpRequest.prototype.send = function (body) {
      log.push('send')
      // As error reporters do: a property of theirs in place of the handler, put there at send.
      const { onreadystatechange } = this
      this.onreadystatechange = function (event) {
        log.push(`state ${this.readyState}`)
        onreadystatechange?.call(this, event)
      }
      return send.call(this, body)
    }
    const get = () =>
      new Promise<string>(resolve => {
        const xhr = new XMLHttpRequest()
        xhr.open('GET', url)
        xhr.setRequestHeader('x-a', 'b')
        xhr.onload = () => resolve(xhr.responseText)
        xhr.send()
      })
    const patched = await get()
    XMLHttpRequest.prototype.open = open
    XMLHttpRequest.prototype.send = send
    const restored = await get()
    const isSame = [
      XMLHttpRequest.prototype.open === open,
      XMLHttpRequest.prototype.setRequestHeader === setRequestHeader,
    ]
    // As mocking libraries do: a class of their own around the browser's object, whose events are forged.
    const Mock = class extends Native {
      override send() {
        Object.defineProperty(this, 'responseText', { value: 'mock' })
        Object.defineProperty(this, 'readyState', { value: 4 })
        for (const type of ['readystatechange', 'progress', 'load'])
          this.dispatchEvent(new ProgressEvent(type))
      }
    }
    window.XMLHttpRequest = Mock
    const mocked = await get()
    const isMock = Object.getOwnPropertyDescriptor(window, 'XMLHttpRequest')?.value === Mock
    window.XMLHttpRequest = Native
    return { log: log.filter((entry, i) => entry !== log[i - 1]), patched, restored, isSame, mocked, isMock }
  }, bench.stream(threeEvents)))

test('what a page puts on prototypes is not run more often than without, and its listeners are all there are', () =>
  expectSame(async (url: string) => {
    let calls = ''
    const spy = (owner: object, key: PropertyKey) => {
      const before = Reflect.getOwnPropertyDescriptor(owner, key)
      Reflect.defineProperty(owner, key, {
        __proto__: null,
        configurable: true,
        get(this: object) {
          calls += `${String(key)} `
          return before?.get ? Reflect.apply(before.get, this, []) : before?.value
        },
        set(this: object, value: unknown) {
          calls += `set ${String(key)} `
          const own = { __proto__: null, value, writable: true, enumerable: true, configurable: true }
          Reflect.defineProperty(this, key, own)
        },
      } as PropertyDescriptor)
    }
    const xhr = new XMLHttpRequest()
    const done = new Promise(resolve => {
      xhr.onloadend = resolve
    })
    for (const key of ['capture', 'once', 'passive', 'signal', 'handleEvent', 'at', 'get', '0'])
      spy(Object.prototype, key)
    for (const key of ['0', '1', 'push', 'map', Symbol.iterator]) spy(Array.prototype, key)
    for (const key of ['get', 'set', 'has']) spy(WeakMap.prototype, key)
    for (const key of ['slice', 'indexOf', 'charCodeAt', 'split']) spy(String.prototype, key)
    for (const key of ['addEventListener', 'removeEventListener']) spy(EventTarget.prototype, key)
    for (const key of [
      'readyState',
      'status',
      'responseText',
      'response',
      'responseType',
      'getResponseHeader',
    ])
      spy(XMLHttpRequest.prototype, key)
    for (const key of ['type', 'target', 'currentTarget']) spy(Event.prototype, key)
    spy(ProgressEvent.prototype, 'loaded')
    spy(JSON, 'parse')
    xhr.open('POST', url)
    xhr.setRequestHeader('accept', 'text/event-stream')
    xhr.send('{"stream":true}')
    await done
    return calls
  }, bench.stream(threeEvents)))

/** Firefox collects nothing on demand. */
test.skipIf(BROWSER === 'firefox')(
  'an object that is done with is collected, and one that runs is not',
  async () => {
    const url = bench.stream(threeEvents)
    const endless = bench.stream(held)
    for (const { browser } of bench.probe().browsers) {
      const page = await browser.newPage()
      await page.goto(bench.page())
      await page.evaluate(
        async (address, heldUrl) => {
          const refs: Record<string, WeakRef<XMLHttpRequest>[]> = { done: [], dropped: [], running: [] }
          const send = (kind: string, target: string) => {
            const xhr = new XMLHttpRequest()
            xhr.open('GET', target)
            xhr.send()
            refs[kind]?.push(new WeakRef(xhr))
            return xhr
          }
          const loads = Array.from({ length: 5 }, () => {
            const xhr = send('done', address)
            return new Promise(resolve => {
              xhr.onloadend = resolve
            })
          })
          await Promise.all(loads)
          refs.dropped?.push(new WeakRef(new XMLHttpRequest()))
          const first = send('running', heldUrl)
          await new Promise(resolve => {
            first.onprogress = resolve
          })
          Reflect.set(window, 'refs', refs)
        },
        url,
        endless,
      )
      const client = await page.createCDPSession()
      const alive = async () => {
        await client.send('HeapProfiler.collectGarbage')
        return page.evaluate(() =>
          Object.values(Reflect.get(window, 'refs') as Record<string, WeakRef<XMLHttpRequest>[]>).map(
            refs => refs.filter(ref => ref.deref()).length,
          ),
        )
      }
      await expect.poll(alive, { timeout: 20_000 }).toEqual([0, 0, 1])
      await page.close()
    }
  },
)
