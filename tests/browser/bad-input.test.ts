import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  builtExtension,
  launchBrowser,
  newTabWithPanel,
  openTab,
  type PanelHandle,
  selectStream,
  sessionSnapshot,
  waitForStreams,
} from './harness/index.ts'
import { useStage } from './stage.ts'

const stage = useStage()

const openBlank = (from = stage.browser()) => newTabWithPanel(from, stage.page())
const { stream } = stage

/** Runs in the page: reads a whole stream and tells its length and a sum over some of its bytes. */
const digest = async (url: string) => {
  const reader = (await fetch(url)).body?.getReader()
  let length = 0
  let sum = 0
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
    if (done || !value) return { length, sum }
    length += value.length
    for (let i = 0; i < value.length; i += 997) sum = (sum * 31 + (value[i] ?? 0)) % 1_000_003
  }
}

const recordOne = async (panel: PanelHandle, url: string) => {
  const read = await panel.page.evaluate(digest, url)
  await waitForStreams(panel, { count: 1, ended: true })
  return read
}

/** The panel still answers: the stream can be selected and every tab shown. */
const expectAlive = async (panel: PanelHandle, row = 0) => {
  await selectStream(panel, row)
  for (const tab of ['Events', 'Raw', 'Request'] as const) await openTab(panel, tab)
  expect(panel.errors).toEqual([])
}

test('bytes that are not UTF-8 are kept as they are and named with their place', async () => {
  const panel = await openBlank()
  const bytes = Buffer.from('data: a\xff\xfeb\n\ndata: \xe4\xb8\n\n', 'latin1')
  await recordOne(panel, stream({ steps: [{ base64: bytes.toString('base64') }] }))
  const [recorded] = (await sessionSnapshot(panel, { bodies: true })).streams
  expect(Buffer.from(recorded?.body ?? '', 'base64').equals(bytes)).toBe(true)
  expect(recorded?.problems.map(({ code, offset }) => [code, offset])).toEqual([
    ['invalid-utf-8', 7],
    ['invalid-utf-8', 8],
    ['invalid-utf-8', 18],
  ])
  expect(recorded?.eventCount).toBe(2)
  await expectAlive(panel)
  await panel.close()
})

test('one line of 50 MB goes through whole, and the panel shows it', async () => {
  const panel = await openBlank()
  // A recorder that is attached has room for all of it; before that a document keeps 8 MB.
  await recordOne(panel, stream({ steps: [{ write: 'data: first\n\n' }] }))
  const read = await panel.page.evaluate(digest, stream({ steps: [{ line: 50_000_000 }] }))
  await waitForStreams(panel, { count: 2, ended: true })
  expect(read.length).toBe(50_000_008)
  const recorded = await panel.frame.evaluate(() => {
    const { bytes, drops, eventCount } = globalThis.streamtap?.session.streams[1] ?? {}
    return { length: bytes?.length, held: bytes?.held, drops: drops?.length, eventCount }
  })
  expect(recorded).toEqual({ length: 50_000_008, held: 50_000_008, drops: 0, eventCount: 1 })
  await expectAlive(panel, 1)
  await panel.close()
})

test('100,000 chunks of one byte are 100,000 chunks', async () => {
  const panel = await openBlank()
  const url = stream({ steps: [{ flood: 100_000 }] })
  await panel.page.evaluate(async address => {
    const reader = (await fetch(address)).body?.getReader({ mode: 'byob' })
    for (let buffer = new ArrayBuffer(1), left = 100_000; reader && left > 0; left--) {
      const { value } = await reader.read(new Uint8Array(buffer))
      if (value) buffer = value.buffer
    }
    await reader?.cancel()
  }, url)
  await waitForStreams(panel, { count: 1, ended: true })
  const counts = await panel.frame.evaluate(() => {
    const recorded = globalThis.streamtap?.session.streams[0]
    return [recorded?.chunks.length, recorded?.bytes.length, recorded?.eventCount]
  })
  expect(counts).toEqual([100_000, 100_000, Math.floor(100_000 / 64)])
  await expectAlive(panel)
  await panel.close()
})

test.each([
  ['JSON', '{"error":{"message":"no"}}', 'unterminated-block'],
  ['HTML', '<!doctype html><title>Sign in</title>\n<form>\n\n</form>', 'unknown-field'],
] as const)(
  '%s under the type of an event stream has no events, and says what was odd',
  async (_name, body, odd) => {
    const panel = await openBlank()
    await recordOne(panel, stream({ steps: [{ write: body }] }))
    const [recorded] = (await sessionSnapshot(panel)).streams
    expect(recorded?.eventCount).toBe(0)
    expect(recorded?.problems.map(problem => problem.code)).toContain(odd)
    await expectAlive(panel)
    await panel.close()
  },
)

test('JSON that answers a request for a stream is a row, kept as what it is', async () => {
  const panel = await openBlank()
  const url = stream({ type: 'application/json', status: 401, steps: [{ write: '{"error":"key"}' }] })
  await panel.page.evaluate(async address => {
    const response = await fetch(address, { method: 'POST', body: JSON.stringify({ stream: true }) })
    await response.json()
  }, `${url}`)
  await waitForStreams(panel, { count: 1, ended: true })
  const [recorded] = (await sessionSnapshot(panel, { bodies: true })).streams
  expect(recorded).toMatchObject({ status: 401, state: 'complete', format: null })
  expect(Buffer.from(recorded?.body ?? '', 'base64').toString()).toBe('{"error":"key"}')
  await expectAlive(panel)
  await panel.close()
})

test('a fault in our own hook leaves the page unharmed and is told in the panel', async () => {
  const outDir = await mkdtemp(join(tmpdir(), 'streamtap-faulty-'))
  await cp(builtExtension(), outDir, { recursive: true })
  const script = join(outDir, 'content-scripts', 'capture.js')
  const fault = 'function () { throw new Error("injected fault") }'
  await writeFile(script, `(function (Float64Array) { ${await readFile(script, 'utf8')}\n})(${fault})`)
  const faulty = await launchBrowser({ outDir })
  const panel = await openBlank(faulty)
  const url = stream({ steps: [{ write: 'data: one\n\n' }, { wait: 30 }, { write: 'data: two\n\n' }] })
  expect((await recordOne(panel, url)).length).toBe(22)
  const { faults, streams } = await sessionSnapshot(panel)
  expect(streams[0]?.state).toBe('complete')
  expect(faults.map(({ where, message }) => [where, message])).toContainEqual(['read', 'injected fault'])
  expect(await panel.frame.evaluate(() => document.body.innerText)).toContain('injected fault')
  await expectAlive(panel)
  await faulty.close()
  await rm(outDir, { recursive: true })
})
