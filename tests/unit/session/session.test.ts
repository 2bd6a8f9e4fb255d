import { describe, expect, test } from 'vitest'
import type { CaptureRecord } from '../../../lib/wire/records'
import {
  blocksOf,
  chunks,
  closed,
  documentInfo,
  dropped,
  opened,
  record,
  recordChunks,
  responded,
} from './recording'

const faultsOf = (records: readonly CaptureRecord[]) =>
  record(records).session.faults.map(({ where, message }) => [where, message])

describe('streams', () => {
  test('are numbered from 1 and named by document and id', () => {
    const { session } = record([opened(4), opened(7)])
    session.openDocument(documentInfo('frame'))
    session.append('frame', opened(4))
    expect(session.streams.map(({ key, number }) => [key, number])).toEqual([
      ['doc/4', 1],
      ['doc/7', 2],
      ['frame/4', 3],
    ])
    expect(session.stream('frame/4')?.document.id).toBe('frame')
    expect(session.stream('__proto__')).toBeUndefined()
  })

  test('go from pending to open to their end', () => {
    const { append, stream } = record([opened()])
    expect(stream().state).toBe('pending')
    append(responded())
    expect(stream().state).toBe('open')
    append(closed('aborted'))
    expect(stream()).toMatchObject({ state: 'aborted', closed: { reason: 'aborted' } })
  })
})

describe('records that make no sense', () => {
  test.each<[string, CaptureRecord[]]>([
    ['unknown-stream', [chunks(['a'])]],
    ['unknown-stream', [responded()]],
    ['unknown-stream', [dropped(1, 1)]],
    ['unknown-stream', [closed()]],
    ['duplicate-stream', [opened(), opened()]],
    ['duplicate-response', [opened(), responded(), responded()]],
    ['stream-ended', [opened(), closed(), chunks(['a'])]],
    ['stream-ended', [opened(), closed(), responded()]],
    ['stream-ended', [opened(), closed(), dropped(1, 1)]],
    ['stream-ended', [opened(), closed(), closed('failed')]],
    ['malformed-record', [opened(), { ...chunks(['abc']), sizes: [2] }]],
    ['malformed-record', [opened(), { ...chunks(['abc']), times: [] }]],
    ['malformed-record', [opened(), { ...chunks(['abc', 'd']), sizes: [5, -1] }]],
    ['malformed-record', [opened(), { ...chunks(['']), sizes: [Number.NaN] }]],
    ['malformed-record', [opened(), { ...chunks(['']), sizes: [2 ** 32] }]],
    ['malformed-record', [opened(), dropped(1, -1)]],
  ])('become a fault: %s', (code, records) => expect(faultsOf(records)).toEqual([['session', code]]))

  test('of an unknown document become a fault', () => {
    const { session } = record([])
    session.append('other', opened())
    expect(session.faults).toMatchObject([{ message: 'unknown-document', streamId: 1, at: 1000 }])
    expect(session.streams).toEqual([])
  })

  test('change nothing of the stream', () => {
    const { append, stream } = recordChunks('data: a\n\n')
    append(
      opened(),
      responded(1, 'application/json'),
      { ...chunks(['abc']), sizes: [2] },
      closed(),
      chunks(['data\n\n']),
    )
    expect(stream()).toMatchObject({ format: 'event-stream', state: 'complete', eventCount: 1 })
    expect(stream().chunks.length).toBe(1)
    expect(stream().bytes.length).toBe(9)
  })

  test('fill no memory', () => {
    const { append, session } = record([])
    for (let index = 0; index < 1500; index++) append(chunks(['a']))
    expect(session.faults).toHaveLength(1000)
  })
})

test('faults of the capture are kept', () => {
  const fault: CaptureRecord = { kind: 'capture-fault', streamId: null, at: 1, where: 'fetch', message: 'x' }
  expect(record([fault]).session.faults).toEqual([fault])
})

describe('a document that goes away', () => {
  test('leaves its open and pending streams, and only those', () => {
    const { append, session, stream } = recordChunks('data: a')
    append(opened(2), opened(3), closed('failed', 3))
    session.openDocument(documentInfo('frame'))
    session.append('frame', opened(1))
    session.leaveDocument('doc', 6000)
    expect(session.streams.map(({ state }) => state)).toEqual(['left', 'left', 'failed', 'pending'])
    expect(blocksOf(stream())).toEqual([['unterminated', 'a']])
  })

  test('may still tell how a stream ended, but adds nothing to it', () => {
    const { append, session, stream } = recordChunks('data: a\n\n')
    session.leaveDocument('doc', 6000)
    append(chunks(['data: b\n\n']), closed('failed'))
    expect(stream()).toMatchObject({ state: 'failed', eventCount: 1 })
    expect(session.faults).toMatchObject([{ message: 'stream-ended' }])
  })

  test('that is unknown, or goes twice, is no matter', () => {
    const { session } = record([opened()])
    session.leaveDocument('other', 1)
    session.leaveDocument('doc', 1)
    session.leaveDocument('doc', 1)
    expect(session.streams.map(({ state }) => state)).toEqual(['left'])
  })

  test('is listed once, however often it comes back', () => {
    const { session } = record([])
    session.leaveDocument('doc', 1)
    session.openDocument(documentInfo())
    expect(session.documents).toHaveLength(1)
  })
})

describe('clear', () => {
  test('removes every stream and the documents that went away', () => {
    const { session } = recordChunks('data')
    session.openDocument(documentInfo('gone'))
    session.leaveDocument('gone', 1)
    session.clear()
    expect(session.streams).toEqual([])
    expect(session.stream('doc/1')).toBeUndefined()
    expect(session.documents.map(({ id }) => id)).toEqual(['doc'])
  })

  test('of past documents lets one that comes back begin anew', () => {
    const { append, session } = recordChunks('data')
    session.openDocument(documentInfo('other'))
    session.clear(({ id }) => id === 'doc')
    expect([session.streams.length, session.documents.map(({ id }) => id)]).toEqual([0, ['other']])
    session.openDocument(documentInfo('doc'))
    append(opened(1), responded(), chunks(['data: again\n\n']))
    expect(session.streams.map(({ key, number, eventCount }) => [key, number, eventCount])).toEqual([
      ['doc/1', 2, 1],
    ])
    expect(session.faults).toEqual([])
  })

  test('makes later records of cleared streams silent, and new streams go on counting', () => {
    const { append, session } = recordChunks('data')
    session.clear()
    append(chunks(['a']), responded(), closed(), opened(1), opened(2), chunks(['a'], { streamId: 9 }))
    expect(session.streams.map(({ key, number }) => [key, number])).toEqual([['doc/2', 2]])
    expect(session.faults.map(({ message }) => message)).toEqual(['unknown-stream'])
  })
})

describe('readers', () => {
  test('are called after every change, with the change in place', () => {
    const { append, session, stream } = record([opened(), responded()])
    const seen: [number, number, number][] = []
    session.subscribe(() =>
      seen.push([stream().bytes.length, stream().chunks.length, stream().blocks.length]),
    )
    append(chunks(['data\n\ndata', '\n\n']), chunks(['data\n\n']), closed())
    expect(seen).toEqual([
      [12, 2, 2],
      [18, 3, 3],
      [18, 3, 3],
    ])
  })

  test('see revisions go up with what changed', () => {
    const { append, session, stream } = record([opened(1), opened(2)])
    const before = [session.revision, stream(1).revision, stream(2).revision]
    append(chunks(['a']))
    expect([session.revision, stream(1).revision, stream(2).revision]).toEqual([
      (before[0] ?? 0) + 1,
      (before[1] ?? 0) + 1,
      before[2],
    ])
  })

  test('are called no more once they unsubscribed', () => {
    const { append, session } = record([])
    let calls = 0
    const unsubscribe = session.subscribe(() => calls++)
    append(opened(1))
    unsubscribe()
    append(opened(2))
    expect(calls).toBe(1)
  })
})
