import { expect, test } from 'vitest'
import { createRelayLog } from '../../../lib/relay/log'
import type { NumberedRecord } from '../../../lib/wire/messages'
import { chunk, closed, opened } from './builders'

const kinds = (log: ReturnType<typeof createRelayLog>) =>
  log
    .read(0, Number.POSITIVE_INFINITY)
    .map(({ record }) =>
      record.kind === 'chunks-received' ? `chunks ${record.sizes[0]} ${record.bytes.length}` : record.kind,
    )

test('records are numbered from 0 and read back from any number on', () => {
  const log = createRelayLog(1_000_000)
  for (const record of [opened(), chunk(5), closed()]) log.append(record)
  expect(log.end).toBe(3)
  expect(log.read(1, 1_000_000).map(({ sequence, record }) => [sequence, record.kind])).toEqual([
    [1, 'chunks-received'],
    [2, 'stream-closed'],
  ])
  expect(log.read(3, 1_000_000)).toEqual([])
})

test('a read gives at least one record and otherwise no more bytes than asked for', () => {
  const log = createRelayLog(10_000_000)
  for (let i = 0; i < 4; i++) log.append(chunk(1_000_000))
  expect(log.read(0, 10).length).toBe(1)
  expect(log.read(0, 2_500_000).length).toBe(2)
})

test('over the limit the bytes of the oldest chunks go first; sizes, requests and ends stay', () => {
  const log = createRelayLog(3_000)
  log.append(opened())
  for (let i = 0; i < 4; i++) log.append(chunk(1_000))
  log.append(closed())
  expect(kinds(log)).toEqual([
    'stream-opened',
    'chunks 1000 0',
    'chunks 1000 0',
    'chunks 1000 1000',
    'chunks 1000 1000',
    'stream-closed',
  ])
  expect(log.size).toBeLessThanOrEqual(3_000)
})

const dropped = (chunks: number, at: number) => ({
  kind: 'records-dropped',
  streamId: 1,
  at,
  reason: 'document-limit',
  chunks,
  bytes: chunks * 100,
})

test('when times and sizes alone are too much, the oldest runs become one dropped record that tells what is gone', () => {
  const log = createRelayLog(1_500)
  log.append(opened())
  for (let i = 0; i < 20; i++) log.append(chunk(100, i))
  const [first, second] = log.read(0, Number.POSITIVE_INFINITY)
  expect(first?.record.kind).toBe('stream-opened')
  expect(second?.record).toEqual(dropped(second?.sequence ?? 0, (second?.sequence ?? 0) - 1))
  expect(log.size).toBeLessThanOrEqual(1_500)
  expect(log.end).toBe(21)
})

test('what a recorder has and what it lacks are dropped apart', () => {
  const log = createRelayLog(1_000_000)
  for (let i = 0; i < 20; i++) log.append(chunk(100, i))
  log.markDelivered(5)
  log.setLimit(0)
  expect(log.read(0, Number.POSITIVE_INFINITY).map(({ sequence, record }) => [sequence, record])).toEqual([
    [4, dropped(5, 4)],
    [19, dropped(15, 19)],
  ])
  expect(log.read(5, Number.POSITIVE_INFINITY).length).toBe(1)
})

test('a lower limit takes effect at once', () => {
  const log = createRelayLog(1_000_000)
  for (let i = 0; i < 5; i++) log.append(chunk(1_000))
  log.setLimit(2_000)
  expect(log.size).toBeLessThanOrEqual(2_000)
})

const all = (log: ReturnType<typeof createRelayLog>) => {
  const records: NumberedRecord[] = []
  for (;;) {
    const more = log.read((records.at(-1)?.sequence ?? -1) + 1, Number.POSITIVE_INFINITY)
    if (more.length === 0) return records
    records.push(...more)
  }
}
const streamIds = (log: ReturnType<typeof createRelayLog>) => [
  ...new Set(all(log).map(({ record }) => record.streamId)),
]

test('request texts go before streams do, oldest first; how long they were stays', () => {
  const log = createRelayLog(20_000)
  for (let id = 1; id <= 6; id++) {
    log.append(opened(id, 'x'.repeat(1_000)))
    log.append(closed(id))
  }
  const bodies = all(log).flatMap(({ record }) => (record.kind === 'stream-opened' ? [record.body] : []))
  expect(bodies.map(body => body.kind === 'text' && [body.text.length, body.length])).toEqual([
    ...Array(2).fill([0, 1_000]),
    ...Array(4).fill([1_000, 1_000]),
  ])
})

test('streams without number take bounded memory: ended ones go, and how many is told in one record', () => {
  const log = createRelayLog(100_000)
  log.append(opened(1))
  for (let id = 2; id <= 5_000; id++)
    for (const record of [opened(id), chunk(10, id, id), closed(id)]) log.append(record)
  expect(log.size).toBeLessThanOrEqual(100_000)
  const records = all(log).map(({ record }) => record)
  const faults = records.filter(({ kind }) => kind === 'capture-fault')
  const kept = records.filter(({ kind }) => kind === 'stream-opened').map(({ streamId }) => streamId ?? 0)
  expect(faults).toMatchObject([{ streamId: null, where: 'relay' }])
  expect(faults).toMatchObject([
    { message: expect.stringContaining(`its ${5_000 - kept.length} oldest ended streams`) },
  ])
  expect([kept[0], kept.at(-1)]).toEqual([1, 5_000])
  expect(records.filter(({ kind }) => kind === 'stream-closed').length).toBe(kept.length - 1)
})

test('a recorder is told of dropped streams only where it lacks them, and no stream is dropped in half', () => {
  const log = createRelayLog(1_000_000)
  for (let id = 1; id <= 100; id++) {
    log.append(opened(id))
    log.append(closed(id))
  }
  log.markDelivered(101)
  log.setLimit(100)
  expect(all(log).map(({ sequence, record }) => [sequence < 101, record.kind, record.streamId])).toEqual([
    [true, 'capture-fault', null],
    [true, 'stream-opened', 51],
    [false, 'stream-closed', 51],
    [false, 'capture-fault', null],
  ])
})

test('chunks can be dropped for a reason, and their streams go on', () => {
  const log = createRelayLog(1_000_000)
  for (const record of [opened(), chunk(5), chunk(7)]) log.append(record)
  log.dropChunks('recording-off')
  log.append(chunk(9))
  expect(all(log).map(({ record }) => record)).toMatchObject([
    { kind: 'stream-opened' },
    { kind: 'records-dropped', reason: 'recording-off', chunks: 2, bytes: 12 },
    { kind: 'chunks-received', sizes: [9] },
  ])
})

test('what is forgotten does not come back with later records of the same streams', () => {
  const log = createRelayLog(1_000_000)
  for (const record of [opened(1), closed(1), opened(2), opened(3)]) log.append(record)
  log.forget(3)
  for (const record of [chunk(1, 1, 2), chunk(1, 1, 3), closed(2), opened(4)]) log.append(record)
  expect(streamIds(log)).toEqual([3, 4])
  log.forget(log.end)
  expect(all(log)).toEqual([])
  expect(log.size).toBe(0)
})

test('a stream without end leaves nothing behind but one record of its drops', () => {
  const log = createRelayLog(50_000)
  log.append(opened())
  for (let i = 0; i < 200_000; i++) log.append(chunk(100, i))
  expect(all(log).filter(({ record }) => record.kind === 'records-dropped').length).toBe(1)
  expect(log.size).toBeLessThanOrEqual(50_000)
})

test('an error of the page is kept with its stream, also after the end, and not where the stream is gone', () => {
  const log = createRelayLog(1_000_000)
  const error = (streamId: number) =>
    ({ kind: 'page-error', streamId, at: 9, chunkAt: 8, message: 'm' }) as const
  for (const record of [opened(1), chunk(5), closed(1), error(1)]) log.append(record)
  expect(kinds(log)).toEqual(['stream-opened', 'chunks 5 5', 'stream-closed', 'page-error'])
  log.forget(log.end)
  for (const record of [error(1), opened(2), error(2), error(3)]) log.append(record)
  expect(kinds(log)).toEqual(['stream-opened', 'page-error'])
})
