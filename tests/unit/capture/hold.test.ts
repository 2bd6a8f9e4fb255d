import { expect, test, vi } from 'vitest'
import { createHold } from '../../../lib/capture/hold'
import { LOOK_LENGTH } from '../../../lib/capture/look'
import { createOutbox } from '../../../lib/capture/outbox'
import { RUN_BYTES } from '../../../lib/wire/limits'
import type { CaptureRecord } from '../../../lib/wire/records'

const encoder = new TextEncoder()
const closed: CaptureRecord = { kind: 'stream-closed', streamId: 0, at: 9, reason: 'complete', message: '' }

/** A hold that is given the pieces of a body, one a millisecond, and what came out of it. */
const holdOf = (pieces: readonly string[], { isPlainText = false } = {}) => {
  const records: CaptureRecord[] = []
  const outbox = createOutbox({ send: batch => records.push(...Array.from(batch)), schedule: () => {} })
  const onForget = vi.fn()
  const hold = createHold({ outbox, nextId: () => 7, isPlainText, onForget })
  pieces.forEach((piece, at) => {
    const bytes = encoder.encode(piece)
    hold.addChunk(0, 'reader', at, bytes, bytes.length)
  })
  hold.add(closed)
  outbox.flush()
  const isUndecided = hold.isUndecided()
  return { records, isUndecided, isForgotten: onForget.mock.calls.length > 0 }
}

test('what was held is handed on in order, with its times, under an id given late', () => {
  const { records, isUndecided } = holdOf(['data: one\n', '\ndata', ': two\n\n'])
  expect(isUndecided).toBe(false)
  expect(records.map(({ kind, streamId }) => [kind, streamId])).toEqual([
    ['chunks-received', 7],
    ['stream-closed', 7],
  ])
  expect(records[0]).toMatchObject({
    times: new Float64Array([0, 1, 2]),
    bytes: encoder.encode('data: one\n\ndata: two\n\n'),
  })
})

test('a body that is none is forgotten once', () => {
  const { records, isForgotten } = holdOf(['{"a"', ':1,\n', '"b":2}'])
  expect(records).toEqual([])
  expect(isForgotten).toBe(true)
})

test('a body that ends before it shows what it is leaves nothing', () => {
  const { records, isUndecided } = holdOf(['{"a":1}\n'])
  expect(records).toEqual([])
  expect(isUndecided).toBe(true)
})

test('plain text, and JSON that begins with an array, are streams when they come in pieces', () => {
  expect(holdOf(['Hel', 'lo'], { isPlainText: true }).records.length).toBe(2)
  expect(holdOf(['Hello'], { isPlainText: true }).records).toEqual([])
  expect(holdOf(['Hel', 'lo']).isForgotten).toBe(true)
  expect(holdOf(['[{\n"a":1}\n', ',\n{"a":2}]']).records.length).toBe(2)
  expect(holdOf(['[{\n"a":1}\n,\n{"a":2}]']).records).toEqual([])
})

test('what is held has a limit', () => {
  expect(holdOf([`{"a":"${'x'.repeat(LOOK_LENGTH)}`]).isForgotten).toBe(true)
  expect(holdOf(['x'.repeat(RUN_BYTES + 1), 'y'], { isPlainText: true }).isForgotten).toBe(true)
})
