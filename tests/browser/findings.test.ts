import { afterEach, expect, test } from 'vitest'
import { startNginx } from '../servers/faults/nginx.ts'
import { type FaultServer, startCompressing, startOrigin } from '../servers/faults/origin.ts'
import { startProxyMiddleware, startViteProxy } from '../servers/faults/proxies.ts'
import { expectDocumented } from './documented.ts'
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

test('nginx with its default buffering is named, and not once X-Accel-Buffering or proxy_buffering mends it', async () => {
  const [plain, mended] = [
    keep(await startOrigin()),
    keep(await startOrigin({ headers: { 'x-accel-buffering': 'no' } })),
  ]
  const held = await openOn(keep(await startNginx(plain)))
  await findingsAfter(held, EVENTS)
  await expectDocumented(held, 'nginx', 'found')
  expect(await evidenceOf(held, 'buffered-by-nginx')).toEqual(['Chunk 1', 'Header server'])
  for (const server of [await startNginx(mended), await startNginx(plain, ['proxy_buffering off;'])]) {
    const panel = await openOn(keep(server))
    await findingsAfter(panel, EVENTS)
    await expectDocumented(panel, 'nginx', 'left')
  }
})

const GZIP = ['gzip on;', 'gzip_types text/event-stream;', 'gzip_min_length 1;', 'gzip_proxied any;']

test('nginx with gzip is named as compression, with times in the events as proof', async () => {
  const origin = keep(await startOrigin())
  const held = await openOn(keep(await startNginx(origin, GZIP)))
  await findingsAfter(held, `${EVENTS}?made=1`)
  await expectDocumented(held, 'nginx with gzip', 'found')
  expect(await evidenceOf(held, 'buffered-by-compression')).toEqual(['Chunk 1', 'Header content-encoding'])
  const mended = await openOn(keep(await startNginx(origin, [...GZIP, 'proxy_buffering off;'])))
  await findingsAfter(mended, `${EVENTS}?made=1`)
  await expectDocumented(mended, 'nginx with gzip', 'left')
})

test('express with compression is named, and not once it is told not to transform', async () => {
  const held = await openOn(keep(await startCompressing()))
  await findingsAfter(held, EVENTS)
  await expectDocumented(held, 'express with compression', 'found')
  const mended = await openOn(keep(await startCompressing({ 'cache-control': 'no-cache, no-transform' })))
  await findingsAfter(mended, EVENTS)
  await expectDocumented(mended, 'express with compression', 'left')
})

test('http-proxy-middleware that gathers answers is found by the times in the events', async () => {
  const origin = keep(await startOrigin())
  const held = await openOn(keep(await startProxyMiddleware(origin, { gathers: true })))
  await findingsAfter(held, `${EVENTS}?made=1`)
  await expectDocumented(held, 'http-proxy-middleware', 'found')
  const mended = await openOn(keep(await startProxyMiddleware(origin, { gathers: false })))
  await findingsAfter(mended, `${EVENTS}?made=1`)
  await expectDocumented(mended, 'http-proxy-middleware', 'left')
})

test('what nobody can tell apart is a note: without times in the events a server may have written at once', async () => {
  const origin = keep(await startOrigin())
  const held = await openOn(keep(await startProxyMiddleware(origin, { gathers: true })))
  await findingsAfter(held, EVENTS)
  await expectDocumented(held, 'http-proxy-middleware, no times', 'found')
})

test('Vite’s proxy behind a plugin that compresses is named, and not without the plugin', async () => {
  const origin = keep(await startOrigin())
  const held = await openOn(keep(await startViteProxy(origin, { compresses: true })))
  await findingsAfter(held, EVENTS)
  await expectDocumented(held, 'Vite', 'found')
  const mended = await openOn(keep(await startViteProxy(origin, { compresses: false })))
  await findingsAfter(mended, EVENTS)
  await expectDocumented(mended, 'Vite', 'left')
})

test('a proxy that cuts idle connections is found the second time, and not where comments keep them alive', async () => {
  const origin = keep(await startOrigin())
  const idle = keep(await startNginx(origin, ['proxy_buffering off;', 'proxy_read_timeout 3s;']))
  const cut = await openOn(idle)
  await findingsAfter(cut, '/hold', '/hold')
  await expectDocumented(cut, 'nginx, idle', 'found')
  expect(await evidenceOf(cut, 'cut-when-idle')).toEqual(['End', 'Stream 1'])
  const kept = await openOn(idle)
  await findingsAfter(kept, '/hold?beat=1000&beats=5')
  await expectDocumented(kept, 'nginx, idle', 'left')
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
  await expectDocumented(many, 'seven EventSources', 'found')
  expect((await evidenceOf(many, 'many-connections')).length).toBe(7)
  // Not even another page can be loaded from a host whose connections are all taken.
  const few = await openOn(keep(await startOrigin()))
  await few.page.evaluate(openSources, 2)
  await waitForStreams(few, { count: 2 })
  await selectStream(few, 1)
  await openTab(few, 'Findings')
  await expectDocumented(few, 'seven EventSources', 'left')
})
