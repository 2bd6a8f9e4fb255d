import { expect, test } from 'vitest'
import { createSession } from '../../../lib/session/session'
import { createPanelState, type PanelState } from '../../../lib/state/panel-state'
import type { CaptureRecord } from '../../../lib/wire/records'
import { fakeSurroundings } from './fake-panel'

const AT = 1_790_000_000_000
const encoder = new TextEncoder()

const recorded = () => {
  const session = createSession()
  session.openDocument({
    id: 'doc',
    url: 'https://app.example/',
    openedAt: AT,
    isTopFrame: true,
    origin: 'https://app.example',
    frameName: '',
  })
  const append = (record: CaptureRecord) => session.append('doc', record)
  append({
    kind: 'stream-opened',
    streamId: 1,
    at: AT,
    source: 'fetch',
    method: 'POST',
    url: 'https://api.example/chat',
    headers: [],
    body: { kind: 'none' },
  })
  append({
    kind: 'response-received',
    streamId: 1,
    at: AT + 5,
    url: 'https://api.example/chat',
    status: 200,
    statusText: 'OK',
    headers: [['content-type', 'text/event-stream']],
    responseType: 'basic',
    redirected: false,
  })
  const chunk = (after: number, text: string, extra: object = {}) =>
    append({
      kind: 'chunks-received',
      streamId: 1,
      times: [AT + after],
      sizes: [encoder.encode(text).length],
      bytes: encoder.encode(text),
      consumer: 'reader',
      ...extra,
    })
  const state: PanelState = createPanelState({
    session,
    locale: 'en',
    theme: 'light',
    version: '1.0.0',
    commands: {
      setRecording() {},
      setPreserveLog() {},
      clear() {},
      copy: () => true,
      filePart: text => text,
      download() {},
    },
    ...fakeSurroundings(),
    now: () => AT + 1000,
    schedule: run => {
      run()
      return () => {}
    },
  })
  state.streams.select(0, 'only')
  return { state, append, chunk }
}

const events = ({ events }: PanelState) =>
  Array.from({ length: events.count.value }, (_, index) => events.row(index))

test('records become rows as they come', () => {
  const { state, chunk } = recorded()
  chunk(100, 'id: 1\ndata: a\n\ndata: b\n\nda')
  chunk(150, 'ta: c\n\n: beat\n\n')
  expect(events(state)).toMatchObject([
    { kind: 'event', since: 100, gap: null, id: '1', setsId: true, preview: 'a', inChunk: 2 },
    { kind: 'event', since: 100, gap: 0, id: '1', setsId: false, preview: 'b', leadsChunk: false },
    { kind: 'event', since: 150, gap: 50, firstChunk: 0, chunk: 1, preview: 'c', inChunk: 2 },
    { kind: 'comment', since: 150, gap: 0, preview: 'beat' },
  ])
})

test('a block next to lost chunks is marked, and what they took is said', () => {
  const { state, append, chunk } = recorded()
  chunk(100, 'data: a\n\nda')
  append({
    kind: 'records-dropped',
    streamId: 1,
    at: AT + 120,
    reason: 'document-limit',
    chunks: 2,
    bytes: 50,
  })
  chunk(130, 'rest\n\ndata: b\n\n')
  expect(events(state)).toMatchObject([
    { kind: 'event', since: 100 },
    { kind: 'partial', firstChunk: 0, chunk: 1, since: 130, preview: null },
    { kind: 'event', since: 130, gap: 0, preview: 'b' },
  ])
  expect(state.streams.row(0)?.dropped).toEqual([{ reason: 'document-limit', chunks: 2, bytes: 50 }])
})

test('a chunk that travels in pieces stays one in the raw view', () => {
  const { state, chunk } = recorded()
  state.detail.setTab('raw')
  chunk(100, 'data: a')
  chunk(100, 'b\n\n', { continues: true })
  expect(state.raw.count.value).toBe(2)
  expect(state.raw.textRow(0)).toMatchObject({ end: 9, leads: { size: 10, since: 100 } })
})

test('an event too large to show is shown by its beginning, and says so; its ID stays in force', () => {
  const { state, chunk } = recorded()
  chunk(100, `data: é${'é'.repeat(2_500_000)}\nid: behind\n\n`)
  chunk(200, 'data: next\n\n')
  state.events.selectRow(0)
  const { text, cut, size, id, json } = state.events.detail.value ?? {}
  expect({ cut, size, id, json }).toEqual({ cut: 1_000_000, size: 5_000_021, id: 'behind', json: null })
  expect(text).toBe('é'.repeat(499_997))
  expect(state.events.row(0)).toMatchObject({ preview: `${'é'.repeat(200)}…`, setsId: true })
  expect(state.events.row(1)).toMatchObject({ id: 'behind', setsId: false })
})
