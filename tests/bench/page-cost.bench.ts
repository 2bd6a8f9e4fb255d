import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import {
  builtExtension,
  launchBrowser,
  newTabWithPanel,
  type TestBrowser,
  waitForStreams,
} from '../browser/harness/index.ts'
import { median, printTable } from './report.ts'

const CHUNKS = 100_000
const ROUNDS = 7
const BODY = Buffer.from(`data: ${'x'.repeat(192)}\n\n`.repeat(CHUNKS))

const startServer = async () => {
  const server = createServer((request, response) => {
    const isStream = request.url?.startsWith('/stream') ?? false
    response.writeHead(200, { 'content-type': isStream ? 'text/event-stream' : 'text/html' })
    response.end(isStream ? BODY : '<!doctype html><link rel="icon" href="data:,">')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() }
}

/** Browsers join small writes, so the page asks for 200 bytes at a time: each of its reads is one chunk. */
const readAll = async () => {
  const reader = (await fetch('/stream')).body?.getReader({ mode: 'byob' })
  let reads = 0
  for (let buffer = new ArrayBuffer(200); reader; reads++) {
    const { done, value } = await reader.read(new Uint8Array(buffer))
    if (done || !value) break
    buffer = value.buffer
  }
  return reads
}

/** DevTools follows every promise of the page it inspects; the panel's cost is what comes on top of that. */
const KINDS = ['without', 'recording', 'DevTools without', 'panel open'] as const
type Kind = (typeof KINDS)[number]

const openTab = async (chromium: TestBrowser, kind: Kind, url: string) => {
  if (kind === 'panel open') return newTabWithPanel(chromium, url)
  const page = await chromium.browser.newPage()
  const devtools = kind === 'DevTools without' ? await page.openDevTools() : null
  await devtools?.waitForSelector('.root-view')
  await page.goto(url)
  return { page, close: () => page.close() }
}

/** Main-thread milliseconds a read costs in a fresh tab, all that it leads to included. */
const measure = async (chromium: TestBrowser, kind: Kind, url: string) => {
  const tab = await openTab(chromium, kind, url)
  const before = await tab.page.metrics()
  const reads = await tab.page.evaluate(readAll)
  if ('frame' in tab) await waitForStreams(tab, { count: 1, ended: true })
  const after = await tab.page.metrics()
  await tab.close()
  return { reads, cost: (((after.TaskDuration ?? 0) - (before.TaskDuration ?? 0)) * 1_000) / reads }
}

test('main-thread cost of reading 100,000 chunks of 200 bytes', async () => {
  const server = await startServer()
  const plain = await launchBrowser({ withExtension: false })
  const observed = await launchBrowser()
  const costs = new Map<Kind, number[]>(KINDS.map(kind => [kind, []]))
  for (let round = 0; round <= ROUNDS; round++)
    for (const kind of KINDS) {
      const { reads, cost } = await measure(kind.includes('without') ? plain : observed, kind, server.url)
      expect(reads).toBeGreaterThanOrEqual(CHUNKS)
      if (round > 0) costs.get(kind)?.push(cost)
    }
  await Promise.all([plain.close(), observed.close()])
  server.close()
  const of = (kind: Kind) => costs.get(kind) ?? []
  const row = (kind: Kind, base: Kind) => ({
    kind,
    'µs a read (median)': (median(of(kind)) * 1_000).toFixed(2),
    against: base,
    'ratio (median of rounds)': median(of(kind).map((cost, i) => cost / (of(base)[i] ?? 1))).toFixed(3),
    'by round': of(kind)
      .map((cost, i) => (cost / (of(base)[i] ?? 1)).toFixed(2))
      .join(' '),
  })
  printTable([
    row('without', 'without'),
    row('recording', 'without'),
    row('DevTools without', 'without'),
    row('panel open', 'DevTools without'),
  ])
})

test('size of the script that runs in every page', async () => {
  const script = await readFile(join(builtExtension(), 'content-scripts', 'capture.js'))
  printTable([{ script: 'capture.js', bytes: script.length, gzip: gzipSync(script).length, goal: 6_144 }])
  expect(script.length).toBeGreaterThan(0)
})
