import { expect, test } from 'vitest'
import {
  BROWSER,
  exportHar,
  importIntoNetworkPanel,
  newTabWithPanel,
  sessionSnapshot,
  waitForStreams,
} from './harness/index.ts'
import { useStage } from './stage.ts'

const stage = useStage()

const body = [
  ': hello\n\nretry: 2000\n\n',
  'event: step\nid: 7\ndata: 三\ndata: lines\n\n',
  'data:  two spaces\n\nid: 8\n\ndata\n\n',
]

// The importer under test is a part of Chromium's DevTools.
test.runIf(BROWSER === 'chromium')(
  "Chrome's own importer reads the exported file: events, ids, times and durations",
  async () => {
    const panel = await newTabWithPanel(stage.browser(), stage.page())
    const url = stage.stream({
      type: 'Text/Event-Stream; charset=utf-8',
      steps: body.flatMap(write => [{ write }, { wait: 40 }]),
    })
    await panel.page.evaluate(async address => {
      const reader = (await fetch(address, { method: 'POST', body: '{"q":"三"}' })).body?.getReader()
      while (reader && !(await reader.read()).done);
    }, url)
    await waitForStreams(panel, { count: 1, ended: true })
    const har = await exportHar(panel)
    const [imported] = await importIntoNetworkPanel(panel, har)
    const [stream] = (await sessionSnapshot(panel)).streams
    const events = stream?.blocks.filter(block => block.kind === 'event') ?? []
    expect(events.map(({ type, data, lastEventId }) => [type, data, lastEventId])).toEqual([
      ['step', '三\nlines', '7'],
      ['message', ' two spaces', '7'],
      ['message', '', '8'],
    ])
    expect(imported).toMatchObject({
      method: 'POST',
      status: 200,
      type: 'fetch',
      mimeType: 'text/event-stream',
      payload: '{"q":"三"}',
    })
    expect(imported?.events.map(({ eventName, data, eventId }) => [eventName, data, eventId])).toEqual(
      events.map(({ type, data, lastEventId }) => [type, data, lastEventId]),
    )
    expect(imported?.events.map(({ time }) => time * 1_000)).toEqual(
      events.map(({ time }) => expect.closeTo(time, 2)),
    )
    expect((imported?.duration ?? 0) * 1_000).toBeCloseTo(
      (stream?.closedAt ?? 0) - (stream?.openedAt ?? 0),
      0,
    )
    await panel.close()
  },
)
