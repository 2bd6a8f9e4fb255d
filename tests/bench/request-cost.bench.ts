import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'puppeteer-core'
import { expect, test } from 'vitest'
import { launchBrowser, type TestBrowser } from '../browser/harness/index.ts'
import { median, printTable } from './report.ts'

const REQUESTS = 1_000
const ROUNDS = 5
const BIG = 50_000_000
const JSON_BODY = JSON.stringify({
  items: Array.from({ length: 20 }, (_, id) => ({ id, name: `item ${id}` })),
})
const SHARE = Buffer.from(`data: ${'x'.repeat(56)}\n\n`.repeat(1_024))

const startServer = async () => {
  const server = createServer((request, response) => {
    if (request.url === '/json') {
      response.writeHead(200, { 'content-type': 'application/json' })
      return response.end(JSON_BODY)
    }
    if (request.url !== '/stream') {
      response.writeHead(200, { 'content-type': 'text/html' })
      return response.end('<!doctype html><link rel="icon" href="data:,">')
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    let left = BIG
    const write = () => {
      while (left > 0) {
        left -= SHARE.length
        if (!response.write(SHARE)) return
      }
      response.end()
    }
    response.on('drain', write)
    write()
    return response
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() }
}

/** Each runs in the page. */
const kinds = {
  'small XMLHttpRequests of JSON': async (count: number) => {
    for (let i = 0; i < count; i++)
      await new Promise(resolve => {
        const xhr = new XMLHttpRequest()
        xhr.open('GET', '/json')
        xhr.setRequestHeader('x-a', 'b')
        xhr.onload = () => resolve(JSON.parse(xhr.responseText))
        xhr.send()
      })
    return count
  },
  'small fetches of JSON': async (count: number) => {
    for (let i = 0; i < count; i++) await (await fetch('/json')).json()
    return count
  },
  '50 MB of event stream by an XMLHttpRequest that looks at the end': () =>
    new Promise<number>(resolve => {
      const xhr = new XMLHttpRequest()
      xhr.open('GET', '/stream')
      xhr.onprogress = () => {}
      xhr.onload = () => resolve(xhr.responseText.length > 0 ? 1 : 0)
      xhr.send()
    }),
} as const

/** Seconds that the page's main thread has had of a processor: what others on the machine do does not count. */
const watchThread = async (page: Page) => {
  const session = await page.createCDPSession()
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
  }
}

const measure = async ({ browser }: TestBrowser, url: string, run: (count: number) => Promise<number>) => {
  const page = await browser.newPage()
  await page.goto(url)
  const busy = await watchThread(page)
  const before = await busy()
  const count = await page.evaluate(run, REQUESTS)
  const after = await busy()
  await page.close()
  expect(count).toBeGreaterThan(0)
  return ((after - before) * 1e6) / count
}

test.each(Object.entries(kinds))('main-thread cost of %s', async (kind, run) => {
  const server = await startServer()
  const plain = await launchBrowser({ withExtension: false })
  const observed = await launchBrowser()
  const without: number[] = []
  const recorded: number[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const costs = [await measure(plain, server.url, run), await measure(observed, server.url, run)]
    if (round === 0) continue
    without.push(costs[0] ?? 0)
    recorded.push(costs[1] ?? 0)
  }
  await Promise.all([plain.close(), observed.close()])
  server.close()
  const ratios = recorded.map((cost, i) => cost / (without[i] ?? 1))
  printTable([
    {
      kind,
      'µs without': median(without).toFixed(1),
      'µs with': median(recorded).toFixed(1),
      'ratio (median of rounds)': median(ratios).toFixed(3),
      'by round': ratios.map(ratio => ratio.toFixed(2)).join(' '),
    },
  ])
})
