import { expect, test } from 'vitest'
import { createRelayLog } from '../../../lib/relay/log'
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
