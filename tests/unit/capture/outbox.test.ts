import { expect, test } from 'vitest'
import { createLatest, createOutbox } from '../../../lib/capture/outbox'
import { isRecords } from '../../../lib/wire/guards'
import { BATCH_RECORDS, RUN_BYTES, RUN_CHUNKS } from '../../../lib/wire/limits'
import type { CaptureRecord } from '../../../lib/wire/records'

const openOutbox = (latest = createLatest()) => {
  const batches: CaptureRecord[][] = []
  const callbacks: (() => void)[] = []
  const outbox = createOutbox({
    send: records => {
      const batch = structuredClone(Array.from(records))
      expect(isRecords(batch)).toBe(true)
      batches.push(batch)
    },
    schedule: callback => callbacks.push(callback),
    latest,
  })
  const describe = (record: CaptureRecord) =>
    record.kind === 'chunks-received'
      ? `${record.streamId} ${record.continues ? 'continues ' : ''}${Array.from(record.sizes)}`
      : record.kind
  return {
    outbox,
    callbacks,
    batches: () => batches.map(batch => batch.map(describe)),
    records: () => batches.flat(),
  }
}

const bytes = (size: number, value = 1) => new Uint8Array(size).fill(value)
const closed: CaptureRecord = { kind: 'stream-closed', streamId: 1, at: 9, reason: 'complete', message: '' }

test('chunks of one stream share a run; another stream, another consumer or another record ends it', () => {
  const { outbox, batches } = openOutbox()
  outbox.addChunk(1, 'reader', 1, bytes(3), 3)
  outbox.addChunk(1, 'reader', 2, bytes(4), 4)
  outbox.addChunk(2, 'reader', 3, bytes(5), 5)
  outbox.addChunk(2, 'pipe', 4, bytes(6), 6)
  outbox.add(closed)
  outbox.flush()
  expect(batches()).toEqual([['1 3,4', '2 5', '2 6', 'stream-closed']])
})

test('a chunk is copied at once: what the page does with its buffer later is not seen', () => {
  const { outbox, records } = openOutbox()
  const chunk = bytes(2, 7)
  outbox.addChunk(1, 'reader', 1.5, chunk, 2)
  chunk.fill(0)
  outbox.flush()
  expect(records()[0]).toMatchObject({ bytes: bytes(2, 7), times: new Float64Array([1.5]) })
})

test('of a nearly full run the buffer itself is handed on; of a smaller one no more than its bytes', () => {
  const sizes: number[] = []
  const outbox = createOutbox({
    send: records => {
      const record = records[0]
      if (record?.kind === 'chunks-received') sizes.push(record.bytes.buffer.byteLength)
    },
    schedule: () => {},
  })
  outbox.addChunk(1, 'reader', 1, bytes(RUN_BYTES - 10), RUN_BYTES - 10)
  outbox.addChunk(1, 'reader', 2, bytes(20), 20)
  outbox.flush()
  expect(sizes).toEqual([RUN_BYTES, 20])
})

test('what was handed on is not changed by what comes later', () => {
  const { outbox, records } = openOutbox()
  outbox.addChunk(1, 'reader', 1, bytes(2, 7), 2)
  outbox.flush()
  outbox.addChunk(1, 'reader', 2, bytes(2, 8), 2)
  outbox.flush()
  expect(records()[0]).toMatchObject({ bytes: bytes(2, 7), times: new Float64Array([1]) })
})

test('one callback is asked for, however much is added, and again after a flush', () => {
  const { outbox, callbacks, batches } = openOutbox()
  outbox.addChunk(1, 'reader', 1, bytes(1), 1)
  outbox.add(closed)
  expect(callbacks.length).toBe(1)
  callbacks[0]?.()
  expect(batches()).toEqual([['1 1', 'stream-closed']])
  outbox.add(closed)
  expect(callbacks.length).toBe(2)
  outbox.addChunk(1, 'reader', 1, bytes(RUN_BYTES), RUN_BYTES)
  outbox.addChunk(1, 'reader', 1, bytes(1), 1)
  expect(callbacks.length).toBe(2)
})

test('a batch is handed on when it holds as many records as one message may', () => {
  const { outbox, batches } = openOutbox()
  for (let i = 0; i < 3_000; i++) outbox.add(closed)
  for (let i = 0; i < 3_000; i++) outbox.addChunk(i % 2, 'reader', i, bytes(1), 1)
  outbox.flush()
  expect(batches().map(batch => batch.length <= BATCH_RECORDS)).toEqual([true, true])
  expect(batches().flat().length).toBe(6_000)
})

test('a run is handed on when it is full, by bytes or by number of chunks', () => {
  const full = openOutbox()
  for (let i = 0; i < 3; i++) full.outbox.addChunk(1, 'reader', i, bytes(RUN_BYTES / 2), RUN_BYTES / 2)
  expect(full.batches()).toEqual([[`1 ${RUN_BYTES / 2},${RUN_BYTES / 2}`]])
  const many = openOutbox()
  for (let i = 0; i <= RUN_CHUNKS; i++) many.outbox.addChunk(1, 'reader', i, bytes(1), 1)
  expect(many.records()[0]).toMatchObject({ sizes: new Uint32Array(RUN_CHUNKS).fill(1) })
})

test('a chunk larger than a run travels in pieces that say so, and comes before what follows it', () => {
  const { outbox, batches, records } = openOutbox()
  outbox.addChunk(1, 'reader', 1, bytes(5), 5)
  outbox.addChunk(1, 'reader', 2, bytes(2 * RUN_BYTES + 10), 2 * RUN_BYTES + 10)
  outbox.add(closed)
  outbox.flush()
  expect(batches().flat()).toEqual([
    '1 5',
    `1 ${RUN_BYTES}`,
    `1 continues ${RUN_BYTES}`,
    '1 continues 10',
    'stream-closed',
  ])
  const length = records().reduce(
    (sum, record) => sum + ('bytes' in record && typeof record.bytes !== 'number' ? record.bytes.length : 0),
    0,
  )
  expect(length).toBe(2 * RUN_BYTES + 15)
})

test('it is known which stream gave the page something last, when, and whether that has been handed on', () => {
  const latest = createLatest()
  const { outbox, callbacks } = openOutbox(latest)
  outbox.addChunk(1, 'reader', 1, bytes(3), 3)
  outbox.addChunk(2, 'reader', 2.5, bytes(RUN_BYTES + 1), RUN_BYTES + 1)
  outbox.add(closed)
  expect(latest).toEqual({ streamId: 2, at: 2.5, isUnsent: true })
  for (const callback of callbacks) callback()
  expect(latest).toEqual({ streamId: 2, at: 2.5, isUnsent: false })
})
