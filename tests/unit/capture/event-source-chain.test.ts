import { expect, test } from 'vitest'
import { createChain } from '../../../lib/capture/event-source-chain'
import { createOutbox } from '../../../lib/capture/outbox'
import type { CaptureRecord } from '../../../lib/wire/records'

/** An EventSource's chain, the tasks it waits for, and what it recorded so far. */
const begin = () => {
  const records: CaptureRecord[] = []
  const outbox = createOutbox({ send: batch => records.push(...Array.from(batch)), schedule: () => {} })
  const state = { isConnecting: true }
  const recording = { isOn: true }
  const tasks: (() => void)[] = []
  let lastId = 0
  const chain = createChain(1, {
    url: 'https://example.test/events',
    isConnecting: () => state.isConnecting,
    schedule: task => tasks.push(task),
    outbox,
    recording,
    nextId: () => ++lastId,
    bodiesOut: { count: 0 },
  })
  const runTasks = () => {
    for (const task of tasks.splice(0)) task()
  }
  const story = () => {
    outbox.flush()
    return records.map(describe)
  }
  return { chain, state, recording, runTasks, story, records }
}

const describe = (record: CaptureRecord): string => {
  switch (record.kind) {
    case 'stream-opened':
      return `${record.streamId} begins at ${record.at} after ${record.follows ?? 'nothing'} with "${record.lastEventId}"`
    case 'connection-opened':
      return `${record.streamId} open at ${record.at}`
    case 'chunks-received':
      return `${record.streamId} ${Array.from(record.times)} ${new TextDecoder().decode(record.bytes)}`
    case 'stream-closed':
      return `${record.streamId} ${record.reason}`
    case 'records-dropped':
      return `${record.streamId} without ${record.chunks} of ${record.bytes}`
    default:
      return record.kind
  }
}

test('a connection that is lost is followed by one that begins at its error, with the id in force', () => {
  const { chain, runTasks, story } = begin()
  chain.open(2)
  chain.dispatch(3, 'message', 'one', 'a')
  chain.lose(4)
  runTasks()
  chain.open(5)
  chain.dispatch(6, 'message', 'two', 'a')
  chain.refuse()
  chain.close()
  expect(story()).toEqual([
    '1 begins at 1 after nothing with ""',
    '1 open at 2',
    '1 3 id: a\ndata: one\n\n',
    '1 lost',
    '2 begins at 4 after 1 with "a"',
    '2 open at 5',
    '2 6 data: two\n\n',
    '2 refused',
  ])
})

test('an id is written where it changes, an empty one where it is reset', () => {
  const { chain, story } = begin()
  for (const id of ['', 'a', 'a', 'b', '']) chain.dispatch(1, 'message', 'x', id)
  expect(story()[1]).toBe(
    '1 1,1,1,1,1 data: x\n\nid: a\ndata: x\n\ndata: x\n\nid: b\ndata: x\n\nid\ndata: x\n\n',
  )
})

test('closed in the listener of its error, it has no successor; closed later, one that never opened', () => {
  const early = begin()
  early.chain.lose(2)
  early.chain.close()
  early.state.isConnecting = false
  early.runTasks()
  expect(early.story()).toEqual(['1 begins at 1 after nothing with ""', '1 lost'])
  const late = begin()
  late.chain.lose(2)
  late.runTasks()
  late.chain.close()
  expect(late.story().slice(2)).toEqual(['2 begins at 2 after 1 with ""', '2 closed'])
})

test('a successor that opens or fails before its task is told in order', () => {
  const { chain, runTasks, story } = begin()
  chain.lose(2)
  chain.lose(3)
  chain.open(4)
  runTasks()
  expect(story().slice(1)).toEqual([
    '1 lost',
    '2 begins at 2 after 1 with ""',
    '2 lost',
    '3 begins at 3 after 2 with ""',
    '3 open at 4',
  ])
})

test('while recording is off events are counted and no connection begins; later ones do, with the id in force', () => {
  const { chain, recording, runTasks, story } = begin()
  recording.isOn = false
  chain.dispatch(2, 'message', 'gone', 'a')
  recording.isOn = true
  chain.dispatch(3, 'message', 'seen', 'a')
  recording.isOn = false
  chain.lose(4)
  runTasks()
  chain.dispatch(5, 'message', 'gone', 'b')
  recording.isOn = true
  chain.lose(6)
  runTasks()
  expect(story()).toEqual([
    '1 begins at 1 after nothing with ""',
    '1 without 1 of 18',
    '1 3 id: a\ndata: seen\n\n',
    '1 lost',
    '2 begins at 6 after nothing with "b"',
  ])
})
