import { expect, test } from 'vitest'
import type { TestBrowser } from '../harness/index.ts'
import { expectSameIn, held, useBench } from './fixture.ts'

const bench = useBench()
const expectSame = expectSameIn(bench)

test('errors right after a chunk reach the page in the same order, with the same of everything', async () => {
  const plain = await expectSame(async (url: string) => {
    const log: string[] = []
    const note = (name: string) => (event: Event) => {
      const { type, defaultPrevented, isTrusted, eventPhase, cancelable } = event
      const value = event instanceof ErrorEvent ? event.error : Reflect.get(event, 'reason')
      const message = event instanceof ErrorEvent ? event.message : ''
      log.push(
        `${name} ${type} ${defaultPrevented} ${isTrusted} ${eventPhase} ${cancelable} ${message} ${typeof value}`,
      )
      Promise.resolve().then(() => log.push(`${name} microtask`))
    }
    window.onerror = (...args) => {
      log.push(`onerror ${args[0]} ${args.length}`)
      return log.length % 2 === 0
    }
    window.onunhandledrejection = note('on')
    for (const type of ['error', 'unhandledrejection', 'rejectionhandled']) {
      addEventListener(type, note('bubble'))
      addEventListener(type, note('capture'), true)
      addEventListener(type, event => event.preventDefault())
      addEventListener(type, note('last'))
    }
    const reader = (await fetch(url)).body?.getReader()
    await reader?.read()
    const settle = () => new Promise(resolve => setTimeout(resolve, 30))
    const after = (name: string) => {
      log.push(`– ${name}`)
      Promise.resolve().then(() => log.push('microtask before'))
      queueMicrotask(() => log.push('microtask after'))
    }
    const faults: Record<string, () => void> = {
      timer: () => {
        setTimeout(() => {
          after('in timer')
          JSON.parse('{')
        })
      },
      microtask: () => queueMicrotask(() => JSON.parse('[DONE]')),
      promise: () => void Promise.reject(new SyntaxError('own')),
      'async function': () => void (async () => JSON.parse('x'))(),
      late: () => {
        const promise = Promise.reject(new SyntaxError('late'))
        setTimeout(() => promise.catch(() => {}), 10)
      },
      listener: () => {
        const target = new EventTarget()
        target.addEventListener('x', () => JSON.parse('"'))
        target.addEventListener('x', () => log.push('second listener'))
        target.dispatchEvent(new Event('x'))
      },
      reported: () => reportError(new SyntaxError('reported')),
      forged: () => {
        const event = new ErrorEvent('error', {
          error: new SyntaxError('forged'),
          message: 'm',
          cancelable: true,
        })
        log.push(String(dispatchEvent(event)))
      },
      script: () => {
        const script = document.createElement('script')
        script.textContent = 'let let'
        document.body.append(script)
      },
      image: () => {
        const image = document.createElement('img')
        image.src = 'data:image/png,x'
        document.body.append(image)
      },
      'not an error': () => void Promise.reject({ name: 'SyntaxError', message: 'x' }),
      nothing: () => void Promise.reject(undefined),
    }
    for (const [name, fault] of Object.entries(faults)) {
      after(name)
      fault()
      await settle()
    }
    await reader?.cancel()
    return log
  }, bench.stream(held))
  expect(plain).toContainEqual(expect.stringContaining('unhandledrejection'))
  expect(plain).toContainEqual(expect.stringContaining('onerror'))
})

test('nothing of what is thrown runs', async () => {
  const plain = await expectSame(async (url: string) => {
    const ran: string[] = []
    const spies: ProxyHandler<object> = new Proxy(
      {},
      {
        get: (_target, trap) => {
          ran.push(`trap ${String(trap)}`)
          return undefined
        },
      },
    )
    const spyOn = (owner: object, ...keys: PropertyKey[]) => {
      for (const key of keys)
        Object.defineProperty(owner, key, {
          configurable: true,
          get: () => {
            ran.push(String(key))
            return key
          },
        })
      return owner
    }
    const KEYS = [
      'name',
      'message',
      'constructor',
      'toString',
      Symbol.toStringTag,
      Symbol.toPrimitive,
      'cause',
    ]
    class Own extends SyntaxError {}
    const reasons = [
      new Proxy(new SyntaxError('x'), spies),
      new Proxy({}, spies),
      Object.setPrototypeOf(new Error('x'), new Proxy(SyntaxError.prototype, spies)),
      Object.setPrototypeOf({}, SyntaxError.prototype),
      spyOn(new SyntaxError('x'), ...KEYS),
      spyOn(new Own('x'), ...KEYS),
      spyOn({}, ...KEYS),
    ]
    const reader = (await fetch(url)).body?.getReader()
    await reader?.read()
    for (const type of ['error', 'unhandledrejection'])
      addEventListener(type, event => event.preventDefault())
    for (const reason of reasons) {
      void Promise.reject(reason)
      await new Promise(resolve => setTimeout(resolve, 10))
      ran.push('–')
    }
    // The browsers themselves look at some of what is thrown; the same with and without.
    for (const reason of reasons) {
      setTimeout(() => {
        throw reason
      })
      await new Promise(resolve => setTimeout(resolve, 10))
      ran.push('–')
    }
    await reader?.cancel()
    return ran
  }, bench.stream(held))
  expect(plain).toContain('–')
})

/** Runs as a script of the page: one error of each kind right after a chunk. */
const fail = async (url: string) => {
  const reader = (await fetch(url)).body?.getReader()
  await reader?.read()
  setTimeout(() => JSON.parse('{'))
  void Promise.reject(new SyntaxError('rejected'))
  const prevented = Promise.reject(new SyntaxError('prevented'))
  addEventListener('unhandledrejection', event => {
    if (event.promise === prevented) event.preventDefault()
  })
  await new Promise(resolve => setTimeout(resolve, 100))
  await reader?.cancel()
  document.title = 'over'
}

const consoleOf = async ({ browser }: TestBrowser, page: string, source: string) => {
  const tab = await browser.newPage()
  const messages: string[] = []
  tab.on('console', message => messages.push(`${message.type()} ${message.text()}`))
  tab.on('pageerror', error => messages.push(error instanceof Error ? error.message : String(error)))
  await tab.goto(page)
  await tab.evaluate(text => {
    const script = document.createElement('script')
    script.textContent = text
    document.documentElement.append(script)
  }, source)
  await tab.waitForFunction('document.title === "over"')
  await tab.close()
  return messages
}

test('the console says the same', async () => {
  const source = `(${fail})(${JSON.stringify(bench.stream(held))})`
  const [plain, observed] = await Promise.all(
    bench.probe().browsers.map(browser => consoleOf(browser, bench.page(), source)),
  )
  expect(observed).toEqual(plain)
  expect(plain?.join()).toMatch(/rejected/)
})
