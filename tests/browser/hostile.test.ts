import { expect, test } from 'vitest'
import {
  newTabWithPanel,
  openTab,
  type PanelHandle,
  sessionSnapshot,
  waitForStreams,
} from './harness/index.ts'
import { useStage } from './stage.ts'

const stage = useStage()

declare global {
  interface Window {
    vandal: { heard: number; read(url: string): Promise<string> }
  }
}

/** The panel still answers: the stream can be selected and every tab shown. */
const expectAlive = async (panel: PanelHandle) => {
  // Of many streams only those in sight have rows, and which these are differs.
  const row = await panel.controls.findWhere(() => {
    const rows = document.querySelectorAll('[role=grid][aria-label="Streams"] [role=row][aria-selected]')
    return rows[Math.floor(rows.length / 2)]
  })
  await row.click()
  for (const tab of ['Events', 'Raw', 'Request'] as const) await openTab(panel, tab)
  expect(panel.errors).toEqual([])
}

const oneEvent = () => stage.stream({ steps: [{ write: 'event: e\nid: 1\ndata: true\n\n' }] })

test('a page that takes over every global before it reads is recorded all the same, and hears nothing', async () => {
  const panel = await newTabWithPanel(stage.browser(), `${stage.server().url}/fixture/vandal`)
  const url = oneEvent()
  // Puppeteer's own helpers would meet the spoiled globals, so the page's script runs by itself.
  await panel.page.evaluate(
    `vandal.read(${JSON.stringify(url)}).then(text => { document.title = text.length })`,
  )
  await waitForStreams(panel, { count: 1, ended: true })
  const { streams, faults } = await sessionSnapshot(panel)
  expect(faults).toEqual([])
  expect(streams.map(stream => [stream.url, stream.state])).toEqual([[url, 'complete']])
  expect(streams[0]?.blocks.map(({ type, data, lastEventId }) => [type, data, lastEventId])).toEqual([
    ['e', 'true', '1'],
  ])
  expect(await panel.page.evaluate('vandal.heard')).toBe(0)
  await expectAlive(panel)
  await panel.close()
})

test('messages and events that a page makes up are no records', async () => {
  const panel = await newTabWithPanel(stage.browser(), stage.page())
  await panel.page.evaluate(async () => {
    const record = {
      kind: 'stream-opened',
      streamId: 7,
      at: 1,
      source: 'fetch',
      method: 'GET',
      url: 'http://forged.test/',
      headers: [],
      body: { kind: 'none' },
    }
    const { port1, port2 } = new MessageChannel()
    for (const type of ['streamtap-channel-offered', 'streamtap-channel-wanted']) {
      document.dispatchEvent(new MessageEvent(type, { ports: [port2] }))
    }
    const envelope = { version: 2, document: { id: 'd' }, records: [{ sequence: 0, record }] }
    for (const target of [window, document, port1, port2]) {
      target.dispatchEvent(new CustomEvent('records', { detail: [record] }))
      target.dispatchEvent(new CustomEvent('command', { detail: 'pause' }))
      target.dispatchEvent(new MessageEvent('message', { data: envelope }))
    }
    window.postMessage(envelope, '*')
    window.postMessage(null, '*')
    port1.postMessage([record])
  })
  const url = oneEvent()
  await panel.page.evaluate(async address => void (await (await fetch(address)).text()), url)
  await waitForStreams(panel, { count: 1, ended: true })
  const { streams, faults } = await sessionSnapshot(panel)
  expect(streams.map(stream => stream.url)).toEqual([url])
  expect(faults).toEqual([])
  await expectAlive(panel)
  await panel.close()
})

test('markup and prototype names in every field are text and nothing more', async () => {
  const panel = await newTabWithPanel(stage.browser(), stage.page())
  const markup = '<img src=x onerror="document.title=1">'
  const url = stage.stream({
    headers: { 'x-markup': markup, constructor: markup },
    steps: [
      {
        write: `event: __proto__\nid: ${markup}\n${markup}: ${markup}\n: ${markup}\ndata: {"__proto__":1}\n\n`,
      },
    ],
  })
  await panel.page.evaluate(
    async (address, text) => {
      const init = {
        method: 'POST',
        headers: { 'x-text': text, __proto__x: text, constructor: text },
        body: `{"__proto__":{"polluted":1},"stream":true,"text":${JSON.stringify(text)}}`,
      }
      const query = new URLSearchParams({ [text]: text, __proto__: text })
      await (await fetch(`${address}&${query}#${text}`, init)).text()
    },
    url,
    markup,
  )
  await waitForStreams(panel, { count: 1, ended: true })
  await expectAlive(panel)
  const harm = await panel.frame.evaluate(() => [
    document.querySelectorAll('img, main script').length,
    document.title,
    'polluted' in {},
  ])
  expect(harm).toEqual([0, 'Streamtap', false])
  await panel.close()
})

test('two thousand streams at once leave the panel alive, the page unharmed and another tab alone', async () => {
  const other = await newTabWithPanel(stage.browser(), stage.page())
  const panel = await newTabWithPanel(stage.browser(), stage.page())
  const texts = await panel.page.evaluate(async () => {
    const address = 'data:text/event-stream,data:%20x%0A%0A'
    const read = async () => (await fetch(address)).text()
    const all = await Promise.all(Array.from({ length: 2_000 }, read))
    return new Set(all).size
  })
  expect(texts).toBe(1)
  await waitForStreams(panel, { count: 2_000, ended: true })
  await expectAlive(panel)
  const url = oneEvent()
  await other.page.evaluate(async address => void (await (await fetch(address)).text()), url)
  await waitForStreams(other, { count: 1, ended: true })
  expect((await sessionSnapshot(other)).streams.map(stream => stream.url)).toEqual([url])
  expect(other.errors).toEqual([])
  await panel.close()
  await other.close()
})
