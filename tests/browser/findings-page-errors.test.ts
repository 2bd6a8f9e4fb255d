import { afterEach, expect, test } from 'vitest'
import type { FixturePrograms } from '../servers/fixture/program.ts'
import { expectDocumented } from './documented.ts'
import { evidenceOf, findingsOf, waitForFinding } from './findings.ts'
import {
  BROWSER,
  newTabWithPanel,
  openTab,
  type PanelHandle,
  selectStream,
  waitFor,
  waitForStreams,
} from './harness/index.ts'
import { type Reader, readers } from './page-readers.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const panels: PanelHandle[] = []
afterEach(async () => {
  for (const panel of panels.splice(0)) await panel.close()
})

/** Errors of what a driver runs in a page are not told to the page, those of a script of its own are. */
const runInPage = (panel: PanelHandle, reader: (url: string) => void, url: string) =>
  panel.page.evaluate(
    source => {
      const script = document.createElement('script')
      script.textContent = source
      document.documentElement.append(script)
    },
    `(${reader})(${JSON.stringify(url)})`,
  )

const halves = (text: string, at: number): FixturePrograms => {
  const bytes = Buffer.from(text)
  const [first, second] = [bytes.subarray(0, at), bytes.subarray(at)].map(half => half.toString('base64'))
  return { steps: [{ base64: first ?? '' }, { wait: 300 }, { base64: second ?? '' }, { wait: 300 }] }
}
const whole = (text: string, type = 'text/event-stream'): FixturePrograms => ({
  type,
  steps: [{ base64: Buffer.from(text).toString('base64') }, { wait: 300 }],
})

const FAULTS: readonly [
  name: string,
  FixturePrograms,
  naive: Reader,
  code: string,
  evidence: string[],
  careful: Reader,
][] = [
  [
    'lines of a chunk',
    halves('data: {"a":"caf\u00e9"}\n\n', 16),
    'linesOfChunks',
    'chunk-parsed-alone',
    ['Chunk 1', 'Byte 0'],
    'carefully',
  ],
  [
    'blocks of a chunk',
    halves('data: {"a":1}\n\ndata: {"b":2}\n\n', 24),
    'blocksOfChunks',
    'chunk-parsed-alone',
    ['Chunk 1', 'Byte 15'],
    'carefully',
  ],
  [
    'chunks as lines',
    { ...whole('{"a":1}\n{"b":2}\n', 'application/x-ndjson') },
    'chunksAsLines',
    'chunk-parsed-alone',
    ['Chunk 1', 'Byte 0'],
    'carefully',
  ],
  [
    '[DONE] with a space',
    whole('data: {"a":1}\n\ndata: [DONE] \n\n'),
    'allData',
    'done-parsed',
    ['Chunk 1', 'Byte 15'],
    'carefully',
  ],
  [
    '[DONE] of an EventSource',
    whole('data: {"a":1}\n\ndata: [DONE]\n\n'),
    'eventSource',
    'done-parsed',
    [],
    'carefulEventSource',
  ],
  [
    'comments',
    whole(': PROCESSING\n\ndata: {"a":1}\n\n'),
    'blocksOfChunks',
    'line-parsed',
    ['Chunk 1', 'Byte 0'],
    'carefully',
  ],
  [
    'empty data',
    whole('id: 1\ndata: \n\nid: 2\ndata: {}\n\n'),
    'allData',
    'empty-data-parsed',
    ['Chunk 1', 'Byte 6'],
    'carefully',
  ],
  [
    'text',
    whole('data: {"a":1}\n\ndata: Hello\n\n'),
    'allData',
    'text-parsed',
    ['Chunk 1', 'Byte 15'],
    'carefully',
  ],
]

/** In Chromium a handler of the page's runs, and throws, before what it parses is recorded. */
const FIREFOX_FAULTS: typeof FAULTS = [
  [
    'XMLHttpRequest, news',
    halves('data: {"a":"b"}\n\n', 12),
    'progress',
    'chunk-parsed-alone',
    ['Chunk 1', 'Byte 0'],
    'carefully',
  ],
]

test.each(BROWSER === 'firefox' ? [...FAULTS, ...FIREFOX_FAULTS] : FAULTS)(
  'a page is told by the error of what it parses, and not once it is mended: %s',
  async (...given) => {
    const [name, program, naive, code, evidence, careful] = given
    const panel = await newTabWithPanel(stage.browser(), stage.page())
    panels.push(panel)
    await runInPage(panel, readers[naive], stage.stream(program))
    await waitForStreams(panel, { count: 1 })
    await selectStream(panel, 0)
    await openTab(panel, 'Findings')
    await waitForFinding(panel, code)
    await expectDocumented(panel, name, 'found')
    const shown = await evidenceOf(panel, code)
    expect(shown[0]).toMatch(/^Chunk /)
    if (evidence.length > 0) expect(shown).toEqual(evidence)
    await runInPage(panel, readers[careful], stage.stream(program))
    await waitForStreams(panel, { count: 2 })
    await waitFor(panel, () => {
      const { closed } = globalThis.streamtap?.session.streams[1] ?? {}
      return closed !== undefined && closed !== null
    })
    await selectStream(panel, 1)
    await openTab(panel, 'Findings')
    await expectDocumented(panel, name, 'left')
  },
)

test('an error that the page catches cannot be told from none, and the note on borders says so', async () => {
  const panel = await newTabWithPanel(stage.browser(), stage.page())
  panels.push(panel)
  await panel.page.evaluate(
    async url => {
      const reader = (await fetch(url)).body?.getReader()
      for (let result = await reader?.read(); result && !result.done; result = await reader?.read())
        try {
          JSON.parse(new TextDecoder().decode(result.value).slice(6))
        } catch {}
    },
    stage.stream(halves('data: {"a":"b"}\n\n', 12)),
  )
  await waitForStreams(panel, { count: 1, ended: true })
  await selectStream(panel, 0)
  await openTab(panel, 'Findings')
  expect(await findingsOf(panel)).toEqual([['events-split', 'info']])
  const text = await panel.frame.$$eval('[data-code="events-split"]', found => found[0]?.textContent)
  expect(text).toContain('nothing catches the error')
})
