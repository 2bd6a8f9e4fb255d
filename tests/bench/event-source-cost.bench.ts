import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'puppeteer-core'
import { expect, test } from 'vitest'
import { launchBrowser, type TestBrowser } from '../browser/harness/index.ts'
import { median, printTable } from './report.ts'

const EVENTS = 100_000
const ROUNDS = 7
const BODY = Buffer.from(`data: ${'x'.repeat(192)}\n\n`.repeat(EVENTS))

const startServer = async () => {
  const server = createServer((request, response) => {
    const isStream = request.url === '/stream'
    response.writeHead(200, { 'content-type': isStream ? 'text/event-stream' : 'text/html' })
    response.end(isStream ? BODY : '<!doctype html><link rel="icon" href="data:,">')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() }
}

/** Runs in the page: the events that one connection dispatches. */
const hearAll = () =>
  new Promise<number>(resolve => {
    const source = new EventSource('/stream')
    let heard = 0
    source.onmessage = event => {
      if (event.data.length === 192) heard++
    }
    source.onerror = () => {
      source.close()
      resolve(heard)
    }
  })

/** Runs in the page: nanoseconds a listener takes to be added to an element. */
const addListeners = () => {
  const elements = Array.from({ length: 20_000 }, () => document.createElement('div'))
  const rounds: number[] = []
  const nothing = () => {}
  for (let round = 0; round < 40; round++) {
    const start = performance.now()
    for (const element of elements) element.addEventListener('click', nothing)
    rounds.push(performance.now() - start)
    for (const element of elements) element.removeEventListener('click', nothing)
  }
  return (Math.min(...rounds) / elements.length) * 1e6
}

/** Seconds that the page's main thread has had of a processor: what others on the machine do does not count. */
const watchThread = async (page: Page) => {
  const session = await page.createCDPSession()
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
  }
}

const measure = async (chromium: TestBrowser, url: string) => {
  const page = await chromium.browser.newPage()
  await page.goto(url)
  const busy = await watchThread(page)
  const before = await busy()
  const heard = await page.evaluate(hearAll)
  const after = await busy()
  const listener = await page.evaluate(addListeners)
  await page.close()
  expect(heard).toBe(EVENTS)
  return { event: ((after - before) * 1e9) / heard, listener }
}

type Costs = Awaited<ReturnType<typeof measure>>

test('main-thread cost of 100,000 dispatched events, and of adding a listener elsewhere', async () => {
  const server = await startServer()
  const plain = await launchBrowser({ withExtension: false })
  const observed = await launchBrowser()
  const without: Costs[] = []
  const recording: Costs[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const pair = [await measure(plain, server.url), await measure(observed, server.url)] as const
    if (round === 0) continue
    without.push(pair[0])
    recording.push(pair[1])
  }
  await Promise.all([plain.close(), observed.close()])
  server.close()
  const row = (what: keyof Costs) => ({
    what,
    'ns without': median(without.map(costs => costs[what])).toFixed(0),
    'ns recording': median(recording.map(costs => costs[what])).toFixed(0),
    ratio: median(recording.map((costs, i) => costs[what] / (without[i]?.[what] ?? 1))).toFixed(3),
    'by round': recording.map((costs, i) => (costs[what] / (without[i]?.[what] ?? 1)).toFixed(2)).join(' '),
  })
  printTable([row('event'), row('listener')])
})
