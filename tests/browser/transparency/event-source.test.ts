import type { Page } from 'puppeteer-core'
import { expect, test } from 'vitest'
import { BROWSER } from '../harness/index.ts'
import { idOf } from '../stage.ts'
import { expectSameIn, held, useBench } from './fixture.ts'

const bench = useBench()
const expectSame = expectSameIn(bench)

/** Five events in one write, then silence. */
const five = () =>
  bench.stream({
    steps: [
      {
        write: [
          'id: 1\ndata: one\n\n',
          'event: update\ndata: two\n\n',
          'id: 3\ndata: a\ndata:  b\n\n',
          'event: update\nid\ndata\n\n',
          'event: last\ndata: five\n\n',
        ].join(''),
      },
    ],
    end: 'hold',
  })

test('the constructor, its prototype and addEventListener look as without', () =>
  expectSame(() => {
    const describe = (value: unknown) => {
      if (typeof value !== 'function') return String(value)
      const { name, length } = value
      // Engines make these as they are asked for, in no order that means anything.
      const keys = Reflect.ownKeys(value).map(String).sort()
      return { name, length, keys, text: Function.prototype.toString.call(value), joined: `${value}` }
    }
    const describeAll = (owner: object) =>
      Reflect.ownKeys(owner).map(key => {
        const { value, get, set, ...flags } = Reflect.getOwnPropertyDescriptor(owner, key) ?? {}
        return [String(key), flags, describe(value), describe(get), describe(set)]
      })
    const attempt = (call: () => unknown) => {
      try {
        return String(call())
      } catch (error) {
        return String(error)
      }
    }
    const listed = [EventSource, EventSource.prototype, EventTarget.prototype].map(describeAll)
    const { value, ...flags } = Reflect.getOwnPropertyDescriptor(window, 'EventSource') ?? {}
    Object.assign(EventSource, { fromReadableStream: () => 'static added later' })
    class Derived extends EventSource {}
    const later = [
      Reflect.ownKeys(EventSource).map(String),
      attempt(() => Reflect.get(Derived, 'fromReadableStream')()),
      attempt(() => Reflect.deleteProperty(EventSource, 'fromReadableStream')),
      'fromReadableStream' in EventSource,
    ]
    return {
      listed,
      flags,
      later,
      isGlobal: value === EventSource,
      isNamedByPrototype: EventSource.prototype.constructor === EventSource,
      parents: [
        Object.getPrototypeOf(EventSource) === EventTarget,
        Object.getPrototypeOf(EventSource.prototype) === EventTarget.prototype,
        Object.getPrototypeOf(Derived) === EventSource,
      ],
      tags: [Object.prototype.toString.call(EventSource), String(EventSource.prototype)],
      isExtensible: Object.isExtensible(EventSource),
      statics: [EventSource.CONNECTING, EventSource.OPEN, EventSource.CLOSED],
      refused: [
        attempt(() => Object.defineProperty(EventSource, 'OPEN', { value: 5 })),
        attempt(() => Object.defineProperty(EventSource, 'prototype', { value: {} })),
        attempt(() => Reflect.get(EventSource.prototype, 'url')),
        attempt(() => EventSource.prototype.close()),
        attempt(() => EventSource.prototype.close.call(document as never)),
        attempt(() => EventTarget.prototype.addEventListener.call({} as never, 'message', null)),
        attempt(() => Reflect.apply(EventTarget.prototype.addEventListener, document, ['message'])),
        attempt(() => Reflect.construct(EventTarget.prototype.addEventListener, [])),
        attempt(() => Reflect.apply(addEventListener, undefined, ['none', () => {}])),
      ],
    }
  }))

test('construction throws, converts and asks for the same, in the same order', () =>
  expectSame((url: string) => {
    const log: string[] = []
    const attempt = (name: string, call: () => unknown) => {
      try {
        const source = call() as EventSource
        const isSource = source instanceof EventSource
        log.push(`${name} ${source} ${isSource} ${isSource && source.readyState} ${isSource && source.url}`)
        if (isSource) source.close()
      } catch (error) {
        const isOfRealm = error instanceof TypeError || error instanceof DOMException
        const keys = Reflect.ownKeys(error as object).map(String)
        log.push(`${name} ${error} ${isOfRealm} ${keys} ${(error as Error).name}`)
      }
    }
    const make = (...args: unknown[]) => Reflect.construct(EventSource, args)
    const speaking = (name: string, value: unknown) => ({
      toString: () => {
        log.push(name)
        return value
      },
    })
    const init = {
      get withCredentials() {
        log.push('withCredentials')
        return 'yes'
      },
    }
    attempt('no new', () => Reflect.apply(EventSource, undefined, [url]))
    attempt('called on an object', () => EventSource.call({} as never, url))
    attempt('no arguments', () => make())
    attempt('invalid', () => make('http://['))
    attempt('invalid with init', () => make('http://[', init))
    attempt('undefined', () => make(undefined))
    attempt('null', () => make(null, null))
    attempt('symbol', () => make(Symbol('no')))
    attempt('no dictionary', () => make(url, 1))
    attempt('object', () => make(speaking('url', url), init))
    attempt('throwing', () =>
      make({
        toString() {
          throw new RangeError('no text')
        },
      }),
    )
    attempt('throwing init', () =>
      make(url, {
        get withCredentials() {
          throw new RangeError('no credentials')
        },
      }),
    )
    attempt('other scheme', () => make('data:text/event-stream,data:'))
    attempt('extra', () => make(url, {}, speaking('third', '')))
    attempt('bound', () => new (EventSource.bind(null, url))())
    attempt('new.target', () => Reflect.construct(EventSource, [url], class {}))
    attempt('no constructor', () => Reflect.construct(EventSource, [url], (() => {}) as never))
    const newTarget = new Proxy(class extends EventSource {}, {
      get(target, key) {
        log.push(`get ${String(key)}`)
        return Reflect.get(target, key)
      },
    })
    attempt('watching new.target', () => Reflect.construct(EventSource, [url], newTarget))
    attempt('as new.target', () => Reflect.construct(Object, [], EventSource).constructor === EventSource)
    const source = make(url, init)
    log.push(`${Reflect.ownKeys(source).map(String)} ${source.withCredentials} ${source.url === url}`)
    log.push(`${source.constructor === EventSource} ${[source.onopen, source.onmessage, source.onerror]}`)
    log.push(`${Object.getPrototypeOf(source) === EventSource.prototype} ${Object.keys(source)}`)
    for (const key in source) log.push(key)
    source.close()
    source.close()
    return log
  }, bench.stream(held)))

test('subclasses keep their methods, fields, overrides and new.target', () =>
  expectSame((url: string) => {
    const log: string[] = []
    class Source extends EventSource {
      count = 0
      #secret = 'secret'
      constructor(address: string) {
        super(address, { withCredentials: true })
        log.push(
          `${new.target === Source} ${this.readyState} ${this.url === address} ${this.withCredentials}`,
        )
      }
      static make(address: string) {
        return new this(address)
      }
      get secret() {
        return this.#secret
      }
      override addEventListener(type: string, listener: never) {
        log.push(`listens for ${type}`)
        super.addEventListener(type, listener)
      }
      override close() {
        log.push(`closes ${this.readyState}`)
        super.close()
      }
    }
    class Deeper extends Source {}
    return new Promise(resolve => {
      const source = Deeper.make(url)
      log.push(
        `${source instanceof EventSource} ${source.constructor.name} ${Reflect.ownKeys(source).map(String)}`,
      )
      source.addEventListener('update', (() => log.push('update')) as never)
      source.onmessage = event => log.push(`${++source.count} ${event.data} ${source.secret}`)
      source.addEventListener('last', (() => {
        source.close()
        resolve([log, source.readyState, Reflect.ownKeys(source).map(String)])
      }) as never)
    })
  }, five()))

test('listeners of every kind run in the same order with the same events', () =>
  expectSame((url: string) => {
    const log: string[] = []
    const source = new EventSource(url)
    const facts = (event: Event) => {
      const { type, data, origin, lastEventId, ports } = event as MessageEvent
      const { bubbles, cancelable, composed, eventPhase, defaultPrevented, isTrusted } = event
      return JSON.stringify([
        [type, data, origin, lastEventId, ports],
        [bubbles, cancelable, composed, eventPhase, defaultPrevented, isTrusted],
        [event.target === source, event.currentTarget === source, window.event === event],
        [event.composedPath().length, event.composedPath()[0] === source],
        [event.constructor.name, Reflect.ownKeys(event).map(String)],
        [(event as MessageEvent).source ?? null, event.timeStamp > 0, event.timeStamp <= performance.now()],
      ])
    }
    const say = (name: string) => (event: Event) => log.push(`${name} ${event.type}`)
    const controller = new AbortController()
    const removed = say('removed')
    const holder = {
      get handleEvent() {
        log.push('looks up handleEvent')
        return function (this: unknown, event: Event) {
          log.push(`handleEvent ${event.type} ${this === holder}`)
        }
      },
    }
    source.onopen = event => log.push(facts(event))
    source.addEventListener('message', say('first'))
    source.onmessage = say('replaced')
    source.addEventListener('message', say('captures'), { capture: true, passive: true })
    source.addEventListener('message', say('once'), { once: true })
    source.addEventListener('message', say('signal'), { signal: controller.signal })
    source.addEventListener('message', removed)
    source.addEventListener('message', holder)
    source.addEventListener('message', () => {
      Promise.resolve().then(() => log.push('microtask'))
      queueMicrotask(() => log.push('second microtask'))
    })
    source.onmessage = function (event) {
      log.push(`onmessage ${this === source} ${facts(event)}`)
      source.removeEventListener('message', removed)
      controller.abort()
      source.addEventListener('message', say('added meanwhile'))
    }
    source.addEventListener('update', say('late capture'), true)
    source.addEventListener('update', say('update'))
    source.addEventListener('update', event => event.stopImmediatePropagation())
    source.addEventListener('update', say('never'))
    source.addEventListener('message', null as never)
    source.addEventListener('last', event => {
      log.push(facts(event))
      source.close()
    })
    return new Promise(resolve => {
      source.addEventListener('last', () => resolve([log, source.onmessage?.name, source.readyState]))
    })
  }, five()))

test('listener options are asked for the same things, once', () =>
  expectSame((url: string) => {
    const log: string[] = []
    const source = new EventSource(url)
    const spy = <T extends object>(name: string, value: T) =>
      new Proxy(value, {
        get(target, key, receiver) {
          log.push(`${name} ${String(key)}`)
          return Reflect.get(target, key, receiver)
        },
        has(target, key) {
          log.push(`${name} has ${String(key)}`)
          return Reflect.has(target, key)
        },
        getPrototypeOf(target) {
          log.push(`${name} prototype`)
          return Reflect.getPrototypeOf(target)
        },
      })
    const type = { toString: () => log.push('type') && 'update' }
    const attempt = (...args: unknown[]) => {
      try {
        log.push(String(Reflect.apply(source.addEventListener, source, args)))
      } catch (error) {
        log.push(String(error))
      }
    }
    attempt(type, spy('listener', { handleEvent() {} }), spy('options', { capture: true }))
    attempt(
      'update',
      spy('listener', () => {}),
      spy('options', { once: true }),
    )
    attempt(
      'update',
      spy('listener', () => {}),
      {
        get capture() {
          throw new RangeError('no options')
        },
      },
    )
    attempt('update')
    attempt('update', 'no listener')
    attempt('update', 5)
    attempt('update', undefined)
    attempt(Symbol('no'), () => {})
    source.close()
    return log
  }, bench.stream(held)))

test('while no EventSource is open, addEventListener runs with the same stack and for the same caller', () =>
  expectSame(async (url: string) => {
    const source = new EventSource(url)
    source.addEventListener('update', () => {})
    source.close()
    let stack = ''
    document.addEventListener('none', () => {}, {
      get once() {
        stack = new Error('where').stack ?? ''
        return true
      },
    })
    const frame = document.createElement('iframe')
    document.body.append(frame)
    const target = new EventTarget()
    Reflect.set(window, 'target', target)
    // The browser remembers who added the listener: a message sent by it names that window as its source.
    const listener = 'parent.postMessage.bind(parent, "bound", "*", [])'
    Reflect.get(frame.contentWindow ?? {}, 'eval')(`parent.target.addEventListener('go', ${listener})`)
    const message = new Promise<MessageEvent>(resolve => addEventListener('message', resolve, { once: true }))
    target.dispatchEvent(new Event('go'))
    return [stack, (await message).source === frame.contentWindow]
  }, bench.stream(held)))

test('closing inside a listener ends it at once; what the page dispatches arrives as without', () =>
  expectSame((url: string) => {
    const log: string[] = []
    const source = new EventSource(url)
    const other = new EventSource(url)
    source.addEventListener('message', event =>
      log.push(`${event.data} ${source.readyState} ${event.isTrusted}`),
    )
    source.addEventListener('error', event =>
      log.push(`${event.type} ${event.isTrusted} ${source.readyState}`),
    )
    source.addEventListener('update', () => {
      const inner = new MessageEvent('message', { data: 'own', lastEventId: 'own', cancelable: true })
      log.push(`before ${source.dispatchEvent(inner)}`)
      source.dispatchEvent(new Event('error'))
      source.dispatchEvent(new Event('open'))
      source.dispatchEvent(new CustomEvent('message', { detail: 1 }))
      source.close()
      log.push(`closed ${source.readyState}`)
    })
    source.addEventListener('update', () => log.push(`still runs ${source.readyState}`))
    return new Promise(resolve => {
      other.addEventListener('last', event => {
        other.close()
        let again = ''
        try {
          other.dispatchEvent(event)
        } catch (error) {
          again = String(error)
        }
        // The first had its connection first; what it would still dispatch has come by now.
        setTimeout(() => {
          log.push(`again ${other.dispatchEvent(event)} ${event.isTrusted}`)
          resolve([log, again, source.readyState, source.url === other.url])
        })
      })
    })
  }, five()))

test('what listeners throw is reported as without, and the others run', () =>
  expectSame((url: string) => {
    const log: string[] = []
    const source = new EventSource(url)
    window.onerror = (message, file, line, column, error) => {
      log.push(`onerror ${message} ${Boolean(file)} ${Number(line) > 0} ${Number(column) > 0} ${error}`)
      return true
    }
    addEventListener('error', event => log.push(`error ${event.message} ${event.error}`))
    addEventListener('unhandledrejection', event => {
      event.preventDefault()
      log.push(`unhandled ${event.reason}`)
    })
    source.addEventListener('message', () => {
      throw new Error('first')
    })
    source.onmessage = () => {
      throw 'text'
    }
    source.addEventListener('message', async () => {
      throw new TypeError('rejected')
    })
    source.addEventListener('message', {} as EventListenerObject)
    source.addEventListener('message', () => log.push('the others run'))
    return new Promise(resolve => {
      source.addEventListener('last', () => {
        source.close()
        setTimeout(() => resolve(log))
      })
    })
  }, five()))

test('connections that end, fail and are refused go through the same states with the same requests', () =>
  expectSame(
    async (addresses: Record<string, string>) => {
      const results: Record<string, unknown> = {}
      const run = async (name: string, address: string, errors: number) => {
        const url = new URL(address)
        const id = `${url.searchParams.get('id')}-${Math.random()}`
        url.searchParams.set('id', id)
        const log: unknown[] = []
        await new Promise<void>(resolve => {
          const source = new EventSource(url)
          // How much of an answer that breaks arrives before the break is chance.
          if (name !== 'broken') source.onopen = () => log.push(`open ${source.readyState}`)
          source.onmessage = event => log.push(`${event.data} ${event.lastEventId} ${source.readyState}`)
          source.onerror = event => {
            log.push(`error ${source.readyState} ${event.constructor.name}`)
            if (--errors > 0) return
            source.close()
            resolve()
          }
        })
        const report = await (await fetch(`/fixture/report?id=${id}`)).json()
        const requests = report.streams.map((stream: { headers: Record<string, string> }) => [
          stream.headers['last-event-id'],
          stream.headers.accept,
          stream.headers['cache-control'],
          Object.keys(stream.headers).sort(),
        ])
        results[name] = [log, requests]
      }
      for (const [name, address] of Object.entries(addresses))
        await run(name, address, name === 'chain' ? 4 : 1)
      return results
    },
    {
      chain: bench.stream([
        { steps: [{ write: 'retry: 20\nid: a\ndata: one\n\n' }, { wait: 20 }] },
        { steps: [{ write: 'data: two\n\n' }, { wait: 20 }] },
        { steps: [{ write: 'id\ndata: three\n\n' }, { wait: 20 }] },
        { status: 204 },
      ]),
      'not found': bench.stream({ status: 404 }),
      'wrong type': bench.stream({ type: 'text/plain', steps: [{ write: 'data: one\n\n' }] }),
      'no CORS': bench.stream(held).replace('127.0.0.1', 'localhost').replace('cors=1', ''),
      CORS: bench.stream({ steps: [{ write: 'data: one\n\n' }] }).replace('127.0.0.1', 'localhost'),
      broken: bench.stream({ end: 'reset' }),
      unreachable: 'http://127.0.0.1:1/',
    },
  ))

test('close() reaches the server', async () => {
  const url = bench.stream(held)
  await bench.probe().run(
    bench.page(),
    {},
    (address: string) =>
      new Promise<void>(resolve => {
        const source = new EventSource(address)
        source.onmessage = () => {
          source.close()
          resolve()
        }
      }),
    url,
  )
  await bench.server().whenClosed(idOf(url))
  expect(
    bench
      .server()
      .requests(idOf(url))
      .map(({ closedEarly }) => closedEarly),
  ).toEqual([true, true])
})

test('pages that replace, restore, wrap and remove EventSource or addEventListener work as without', () =>
  expectSame(async (url: string) => {
    const log: string[] = []
    const native = window.EventSource
    const nativeListen = EventTarget.prototype.addEventListener
    const hear = (source: EventSource, name: string) =>
      new Promise<void>(resolve => {
        source.onmessage = event => log.push(`${name} ${event.data}`)
        source.addEventListener('last', () => {
          source.close()
          resolve()
        })
      })
    const tasks = new WeakMap<object, EventListener>()
    EventTarget.prototype.addEventListener = function (type, listener, options) {
      if (typeof listener !== 'function') return nativeListen.call(this, type, listener, options)
      const wrapped: EventListener = event => {
        log.push(`zone ${event.type}`)
        Reflect.apply(listener, this, [event])
      }
      tasks.set(listener, wrapped)
      return nativeListen.call(this, type, wrapped, options)
    }
    await hear(new EventSource(url), 'zone')
    EventTarget.prototype.addEventListener = nativeListen
    window.EventSource = new Proxy(native, {
      construct: (target, args, newTarget) => {
        log.push(`constructs ${newTarget === window.EventSource}`)
        return Reflect.construct(target, args, newTarget)
      },
    })
    await hear(new EventSource(url), 'proxy')
    window.EventSource = class extends native {} as typeof EventSource
    await hear(new EventSource(url), 'subclass')
    log.push(`${Reflect.deleteProperty(window, 'EventSource')} ${'EventSource' in window}`)
    window.EventSource = native
    log.push(`${window.EventSource === native} ${native.prototype.constructor === native}`)
    const { close } = native.prototype
    native.prototype.close = function () {
      log.push(`closes ${this.readyState}`)
      close.call(this)
    }
    await hear(new EventSource(url), 'restored')
    return log
  }, five()))

test('what a page puts on prototypes is not run more often than without', () =>
  expectSame(
    (url: string, broken: string) =>
      new Promise(resolve => {
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
              if (before?.set) Reflect.apply(before.set, this, [value])
              else
                Reflect.defineProperty(this, key, {
                  __proto__: null,
                  value,
                  writable: true,
                  configurable: true,
                } as PropertyDescriptor)
            },
          } as PropertyDescriptor)
        }
        const spyOn = (owner: object, keys: readonly PropertyKey[]) => {
          for (const key of keys) spy(owner, key)
        }
        spyOn(MessageEvent.prototype, ['data', 'lastEventId', 'origin'])
        spyOn(Event.prototype, ['type', 'target', 'currentTarget'])
        spyOn(EventSource.prototype, [
          'url',
          'readyState',
          'withCredentials',
          'close',
          'onmessage',
          'onerror',
        ])
        spyOn(EventTarget.prototype, ['removeEventListener', 'dispatchEvent'])
        spyOn(Object.prototype, [
          'apply',
          'construct',
          'capture',
          'once',
          'passive',
          'signal',
          'at',
          'follows',
        ])
        spyOn(Array.prototype, ['0', '1', 'push', 'map', Symbol.iterator])
        spyOn(String.prototype, ['indexOf', 'slice', 'split', 'replaceAll', Symbol.iterator])
        spyOn(WeakMap.prototype, ['get', 'set', 'has'])
        spyOn(TextEncoder.prototype, ['encode', 'encodeInto'])
        spyOn(Function.prototype, ['call', 'apply', 'bind'])
        const source = new EventSource(url)
        source.addEventListener('update', () => {})
        source.addEventListener('last', () => {
          source.close()
          const failing = new EventSource(broken)
          failing.addEventListener('error', () => {
            failing.close()
            resolve(calls)
          })
        })
      }),
    five(),
    bench.stream({ steps: [{ write: 'data: one\n\n' }] }),
  ))

/** Runs in the page: drops EventSources of several kinds and notes which of them are collected. */
const dropSources = async (url: string, refused: string) => {
  const gone: string[] = []
  const registry = new FinalizationRegistry<string>(name => gone.push(name))
  Reflect.set(window, 'gone', gone)
  Reflect.set(window, 'registry', registry)
  const opened = (source: EventSource) =>
    new Promise(resolve => {
      source.addEventListener('open', resolve, { once: true })
      source.addEventListener('error', resolve, { once: true })
    })
  const make = async (name: string, address: string, use: (source: EventSource) => unknown) => {
    const source = new EventSource(address)
    registry.register(source, name)
    await use(source)
  }
  await make('bare', url, () => {})
  await make('named', url, source => source.addEventListener('update', () => {}))
  await make('listening', url, source => {
    source.onmessage = () => {}
  })
  await make('open', url, opened)
  await make('closed', url, async source => {
    await opened(source)
    source.onmessage = () => {}
    source.close()
  })
  await make('closed at once', url, source => source.close())
  await make('refused', refused, opened)
}

const collectIn = async (page: Page) => {
  const session = await page.createCDPSession()
  const collected = () => page.evaluate(() => [...(Reflect.get(window, 'gone') as string[])].sort())
  while ((await collected()).length < 3) await session.send('HeapProfiler.collectGarbage')
  for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage')
  return collected()
}

// Only Chromium's driver can collect garbage.
test.runIf(BROWSER === 'chromium')(
  'EventSources that the page drops are collected when they would be, and no later',
  async () => {
    const refused = bench.stream({ status: 404 })
    const found: string[][] = []
    for (const { browser } of bench.probe().browsers) {
      const page = await browser.newPage()
      await page.goto(bench.page())
      await page.evaluate(dropSources, bench.stream(held), refused)
      found.push(await collectIn(page))
      await page.close()
    }
    expect(found).toEqual([
      ['closed', 'closed at once', 'refused'],
      ['closed', 'closed at once', 'refused'],
    ])
  },
)
