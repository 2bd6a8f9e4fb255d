import { expect, test } from 'vitest'
import type { StreamSnapshot } from '../../browser/harness/session-snapshot.ts'
import { missingFrom, type SentEntry } from '../../tools/compare-capture.ts'

const sent = (id: string): SentEntry => ({
  id,
  method: 'POST',
  url: '/v1/messages',
  bytesOffered: 10,
  contentType: 'text/event-stream',
})

const complete: StreamSnapshot = {
  key: 'd/1',
  number: 1,
  url: 'http://localhost/v1/messages',
  method: 'POST',
  source: 'fetch',
  openedAt: 0,
  requestHeaders: [],
  requestBody: { kind: 'none' },
  documentUrl: 'http://localhost/',
  isTopFrame: true,
  state: 'complete',
  format: 'event-stream',
  status: 200,
  responseHeaders: [],
  respondedAt: 1,
  closeReason: 'complete',
  closeMessage: '',
  closedAt: 2,
  chunks: [],
  blocks: [],
  eventCount: 0,
  length: 10,
  bytesHeld: 10,
  drops: [],
  problems: [],
  body: null,
}

const captured = (id: string, changes: Partial<StreamSnapshot> = {}): StreamSnapshot => ({
  ...complete,
  requestHeaders: [['X-Demo-Id', id]],
  ...changes,
})

test('nothing is missing where every request has its stream', () => {
  expect(missingFrom([captured('b'), captured('a')], [sent('a'), sent('b')])).toEqual([])
})

test('each request needs a stream of its own', () => {
  expect(missingFrom([captured('a')], [sent('a'), sent('a')])).toEqual([
    'POST /v1/messages (a): not captured',
  ])
})

test('a stream is found by the id in its address too', () => {
  const byAddress = captured('', { requestHeaders: [], url: 'http://localhost/sse?id=a' })
  expect(missingFrom([byAddress], [sent('a')])).toEqual([])
})

test('a complete stream must hold every byte; an aborted one holds what the page read', () => {
  const short = { length: 9 }
  expect(missingFrom([captured('a', short)], [sent('a')])).toEqual([
    'POST /v1/messages (a): 9 bytes captured of 10 sent',
  ])
  expect(missingFrom([captured('a', { ...short, state: 'aborted' })], [sent('a')])).toEqual([])
})

test('a stream that never ends in the panel is reported', () => {
  expect(missingFrom([captured('a', { state: 'open' })], [sent('a')])).toEqual([
    'POST /v1/messages (a): never ended in the panel',
  ])
})
