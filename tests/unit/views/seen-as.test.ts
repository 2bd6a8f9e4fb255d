import { expect, test } from 'vitest'
import { createEventRows } from '../../../lib/views/event-rows'
import { bytesNotes, chunkSight } from '../../../lib/views/seen-as'
import type { Consumer } from '../../../lib/wire/records'
import { fedStream } from '../session/fed-stream'

const seenBy = (...consumers: Consumer[]) => {
  const stream = fedStream()
  for (const consumer of consumers) stream.push('data: a\n\n', 100, consumer)
  return stream
}

test.each<[Consumer, string[]]>([
  ['reader', []],
  ['blob', []],
  ['dispatch', ['rebuilt']],
  ['devtools-events', ['rebuilt-devtools']],
  ['devtools-body', ['devtools-body']],
  ['xhr-text', ['xhr-text']],
  ['xhr-result', ['xhr-result']],
  ['text', ['whole-text']],
  ['json', ['whole-text']],
])('of bytes seen by %s is said: %j', (consumer, notes) =>
  expect(bytesNotes(seenBy(consumer))).toEqual(notes),
)

test('each is said once, and no more once its chunks were replaced', () => {
  const stream = seenBy('dispatch', 'devtools-body', 'dispatch')
  expect(bytesNotes(stream)).toEqual(['rebuilt', 'devtools-body'])
  stream.restate(1)
  expect(bytesNotes(stream)).toEqual(['rebuilt'])
})

test('a chunk that is not there tells nothing', () => {
  expect(chunkSight(fedStream(), -1)).toEqual({ isRebuilt: false, isLate: false })
})

test('in a chunk that was cut behind an event, what lies before the event came no later', () => {
  const stream = fedStream()
  stream.push('data: a\n\n', 100, 'dispatch-body')
  stream.push(': c\n\ndata: b\n\n', 200, 'dispatch-body')
  stream.push(': d\n\ndata: c\n\n', 300, 'reader')
  const row = createEventRows(stream)
  const rows = [0, 1, 2, 3, 4].map(index => row(index, index - 1))
  expect(rows.map(({ isLate }) => isLate)).toEqual([false, true, false, false, false])
  expect(rows.map(({ gap }) => gap)).toEqual([null, null, null, 300, 0])
  expect(rows.map(({ pause }) => pause)).toEqual([null, null, null, 300, 0])
})

test('no gap is counted from or to a time that is only when somebody looked', () => {
  const stream = seenBy('reader', 'reader', 'devtools-body', 'reader')
  const row = createEventRows(stream)
  expect([0, 1, 2, 3].map(index => row(index, index - 1)).map(({ gap, isLate }) => [gap, isLate])).toEqual([
    [null, false],
    [100, false],
    [null, true],
    [null, false],
  ])
})
