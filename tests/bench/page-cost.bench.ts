import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { type Chromium, launchChromium, newTabWithPanel } from '../browser/harness/index.ts'
import { median, printTable } from './report.ts'

const CHUNKS = 100_000
const ROUNDS = 5
/** One event of 200 bytes. */
const EVENT = `data: ${'x'.repeat(192)}\n\n`

/** Sends each event by itself, so that browsers join few of them. */
const pump = (response: ServerResponse, left: number) => {
  if (left === 0) return response.end()
  if (response.write(EVENT)) setImmediate(pump, response, left - 1)
  else response.once('drain', () => pump(response, left - 1))
}

const startServer = async () => {
  const server = createServer((request, response) => {
    const isStream = request.url?.startsWith('/stream') ?? false
    response.writeHead(200, { 'content-type': isStream ? 'text/event-stream' : 'text/html' })
    if (isStream) pump(response, CHUNKS)
    else response.end('<!doctype html><link rel="icon" href="data:,">')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() }
}

const readAll = async () => {
  const reader = (await fetch('/stream')).body?.getReader()
  let reads = 0
  for (; reader; reads++) if ((await reader.read()).done) break
  return reads
}

type Kind = 'without' | 'recording' | 'panel open'

/** Main-thread milliseconds a read costs in a fresh tab. */
const measure = async (chromium: Chromium, kind: Kind, url: string) => {
  const tab =
    kind === 'panel open'
      ? await newTabWithPanel(chromium, url)
      : await chromium.browser.newPage().then(async page => {
          await page.goto(url)
          return { page, close: () => page.close() }
        })
  const before = await tab.page.metrics()
  const reads = await tab.page.evaluate(readAll)
  const after = await tab.page.metrics()
  await tab.close()
  return { reads, cost: (((after.TaskDuration ?? 0) - (before.TaskDuration ?? 0)) * 1_000) / reads }
}

test('main-thread cost of reading 100,000 chunks of 200 bytes', async () => {
  const server = await startServer()
  const plain = await launchChromium({ withExtension: false })
  const observed = await launchChromium()
  const costs: Record<Kind, number[]> = { without: [], recording: [], 'panel open': [] }
  const reads: Record<Kind, number[]> = { without: [], recording: [], 'panel open': [] }
  for (let round = 0; round <= ROUNDS; round++)
    for (const kind of ['without', 'recording', 'panel open'] as const) {
      const result = await measure(kind === 'without' ? plain : observed, kind, server.url)
      if (round === 0) continue
      costs[kind].push(result.cost)
      reads[kind].push(result.reads)
    }
  await Promise.all([plain.close(), observed.close()])
  server.close()
  const base = median(costs.without)
  printTable(
    Object.entries(costs).map(([kind, values]) => ({
      kind,
      'reads (median)': median(reads[kind as Kind]),
      'µs a read (median)': (median(values) * 1_000).toFixed(2),
      ratio: (median(values) / base).toFixed(3),
      'ratios by round': values.map((value, i) => (value / (costs.without[i] ?? 1)).toFixed(2)).join(' '),
    })),
  )
  expect(base).toBeGreaterThan(0)
})
