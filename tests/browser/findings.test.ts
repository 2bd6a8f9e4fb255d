import { afterEach, expect, test } from 'vitest'
import { startNginx } from '../servers/faults/nginx.ts'
import { type FaultServer, startCompressing, startOrigin } from '../servers/faults/origin.ts'
import { startProxyMiddleware, startViteProxy } from '../servers/faults/proxies.ts'
import { evidenceOf, findingsOf, waitForFinding } from './findings.ts'
import {
  launchBrowser,
  newTabWithPanel,
  openTab,
  type PanelHandle,
  selectStream,
  waitForStreams,
} from './harness/index.ts'
import { useResource } from './stage.ts'

const browser = useResource(() => launchBrowser())
const opened: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close()
})

const keep = <T extends { close(): Promise<unknown> }>(each: T): T => {
  opened.push(each)
  return each
}
const openOn = async ({ url }: FaultServer): Promise<PanelHandle> =>
  keep(await newTabWithPanel(browser(), `${url}/page`))

/** Runs in the page: reads streams one after the other, each to its end. */
const readAll = async (...urls: string[]) => {
  for (const url of urls) {
    try {
      const reader = (await fetch(url)).body?.getReader()
      while (reader && !(await reader.read()).done);
    } catch {}
  }
}

/** What is found of the last of the streams once all have ended. */
const findingsAfter = async (panel: PanelHandle, ...urls: string[]) => {
  await panel.page.evaluate(readAll, ...urls)
  await waitForStreams(panel, { count: urls.length, ended: true })
  await selectStream(panel, urls.length - 1)
  await openTab(panel, 'Findings')
  return findingsOf(panel)
}

const EVENTS = '/events'
const BUFFERED = /^buffered/

test('nginx with its default buffering is named, and not once X-Accel-Buffering or proxy_buffering mends it', async () => {
  const [plain, mended] = [
    keep(await startOrigin()),
    keep(await startOrigin({ headers: { 'x-accel-buffering': 'no' } })),
  ]
  const held = await openOn(keep(await startNginx(plain)))
  expect(await findingsAfter(held, EVENTS)).toContainEqual(['buffered-by-nginx', 'warning'])
  expect(await evidenceOf(held, 'buffered-by-nginx')).toEqual(['Chunk 1', 'Header server'])
  for (const server of [await startNginx(mended), await startNginx(plain, ['proxy_buffering off;'])])
    expect(await findingsAfter(await openOn(keep(server)), EVENTS)).toEqual([])
})

const GZIP = ['gzip on;', 'gzip_types text/event-stream;', 'gzip_min_length 1;', 'gzip_proxied any;']

test('nginx with gzip is named as compression, with times in the events as proof', async () => {
  const origin = keep(await startOrigin())
  const held = await openOn(keep(await startNginx(origin, GZIP)))
  expect(await findingsAfter(held, `${EVENTS}?made=1`)).toContainEqual(['buffered-by-compression', 'error'])
  expect(await evidenceOf(held, 'buffered-by-compression')).toEqual(['Chunk 1', 'Header content-encoding'])
  const mended = await openOn(keep(await startNginx(origin, [...GZIP, 'proxy_buffering off;'])))
  expect(await findingsAfter(mended, `${EVENTS}?made=1`)).toEqual([])
})

test('express with compression is named, and not once it is told not to transform', async () => {
  const held = await openOn(keep(await startCompressing()))
  expect(await findingsAfter(held, EVENTS)).toContainEqual(['buffered-by-compression', 'warning'])
  const mended = await openOn(keep(await startCompressing({ 'cache-control': 'no-cache, no-transform' })))
  expect(await findingsAfter(mended, EVENTS)).toEqual([])
})

test('http-proxy-middleware that gathers answers is found by the times in the events', async () => {
  const origin = keep(await startOrigin())
  const held = await openOn(keep(await startProxyMiddleware(origin, { gathers: true })))
  expect(await findingsAfter(held, `${EVENTS}?made=1`)).toContainEqual(['buffered', 'error'])
  const mended = await openOn(keep(await startProxyMiddleware(origin, { gathers: false })))
  expect(await findingsAfter(mended, `${EVENTS}?made=1`)).toEqual([])
})

test('what nobody can tell apart is a note: without times in the events a server may have written at once', async () => {
  const origin = keep(await startOrigin())
  const held = await openOn(keep(await startProxyMiddleware(origin, { gathers: true })))
  expect(await findingsAfter(held, EVENTS)).toContainEqual(['buffered', 'info'])
})

test('Vite’s proxy behind a plugin that compresses is named, and not without the plugin', async () => {
  const origin = keep(await startOrigin())
  const held = await openOn(keep(await startViteProxy(origin, { compresses: true })))
  expect(await findingsAfter(held, EVENTS)).toContainEqual(['buffered-by-compression', 'warning'])
  const mended = await openOn(keep(await startViteProxy(origin, { compresses: false })))
  expect(await findingsAfter(mended, EVENTS)).toEqual([])
})

test('a proxy that cuts idle connections is found the second time, and not where comments keep them alive', async () => {
  const origin = keep(await startOrigin())
  const idle = keep(await startNginx(origin, ['proxy_buffering off;', 'proxy_read_timeout 3s;']))
  const cut = await openOn(idle)
  const found = await findingsAfter(cut, '/hold', '/hold')
  expect(found).toContainEqual(['cut-when-idle', 'warning'])
  expect(await evidenceOf(cut, 'cut-when-idle')).toEqual(['End', 'Stream 1'])
  expect(await findingsAfter(await openOn(idle), '/hold?beat=1000&beats=5')).toEqual([])
})

/** Runs in the page. */
const openSources = (count: number) => {
  const sources = Array.from({ length: count }, (_, index) => new EventSource(`/hold?n=${index}`))
  Reflect.set(window, 'sources', sources)
}

test('seven EventSources over HTTP/1.1 are too many, two are not', async () => {
  const origin = keep(await startOrigin())
  const many = await openOn(origin)
  await many.page.evaluate(openSources, 7)
  await waitForStreams(many, { count: 7 })
  await selectStream(many, 6)
  await openTab(many, 'Findings')
  await waitForFinding(many, 'many-connections')
  expect(await findingsOf(many)).toContainEqual(['many-connections', 'error'])
  expect((await evidenceOf(many, 'many-connections')).length).toBe(7)
  // Not even another page can be loaded from a host whose connections are all taken.
  const few = await openOn(keep(await startOrigin()))
  await few.page.evaluate(openSources, 2)
  await waitForStreams(few, { count: 2 })
  await selectStream(few, 1)
  await openTab(few, 'Findings')
  expect((await findingsOf(few)).map(([code]) => code)).not.toContain('many-connections')
  expect((await findingsOf(few)).filter(([code]) => BUFFERED.test(code))).toEqual([])
})
