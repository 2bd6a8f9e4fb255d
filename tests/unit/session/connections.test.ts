import { describe, expect, test } from 'vitest'
import type { CaptureRecord } from '../../../lib/wire/records'
import { chunks, closed, documentInfo, opened, record, responded } from './recording'

const connection = (streamId: number, follows?: number, lastEventId = ''): CaptureRecord => ({
  ...opened(streamId),
  source: 'event-source',
  lastEventId,
  ...(follows !== undefined && { follows }),
})

const connected = (streamId = 1): CaptureRecord => ({ kind: 'connection-opened', streamId, at: 1100 })

describe('an EventSource', () => {
  test('is open once it says so, without an answer anybody saw', () => {
    const { append, stream } = record([connection(1)])
    expect(stream()).toMatchObject({ state: 'pending', connected: null })
    append(connected())
    expect(stream()).toMatchObject({ state: 'open', connected: { at: 1100 }, response: null })
    append(closed('lost'))
    expect(stream().state).toBe('lost')
  })

  test('may get its answer from DevTools, before or after its end', () => {
    const { append, session, stream } = record([connection(1), connected(), closed('closed'), responded()])
    expect(stream()).toMatchObject({ state: 'closed', response: { status: 200 } })
    append(responded())
    expect(session.faults).toMatchObject([{ message: 'duplicate-response' }])
  })

  test('opens once', () => {
    const { session } = record([connection(1), connected(), connected(), closed(), connected()])
    expect(session.faults).toMatchObject([{ message: 'duplicate-response' }, { message: 'stream-ended' }])
  })
})

describe('a chain', () => {
  const keys = (streams: readonly { key: string }[]) => streams.map(({ key }) => key)

  test('is all connections that follow one another, in order, from wherever it is asked for', () => {
    const { session, stream } = record([
      connection(1),
      connection(2),
      connection(3, 1, 'a7'),
      connection(4, 3, 'a9'),
      connection(5, 2),
    ])
    for (const key of ['doc/1', 'doc/3', 'doc/4'])
      expect(keys(session.chain(key))).toEqual(['doc/1', 'doc/3', 'doc/4'])
    expect(keys(session.chain('doc/2'))).toEqual(['doc/2', 'doc/5'])
    expect([stream(1).follows, stream(3).follows]).toEqual([null, 'doc/1'])
    expect(session.chain('doc/1').map(({ opened }) => opened.lastEventId)).toEqual(['', 'a7', 'a9'])
  })

  test('of a plain stream is that stream', () => {
    const { session } = record([opened(), chunks(['x'])])
    expect(keys(session.chain('doc/1'))).toEqual(['doc/1'])
    expect(session.chain('doc/9')).toEqual([])
  })

  test('has no loops, whatever a record says', () => {
    const { session } = record([connection(1, 1), connection(2, 3), connection(3, 2)])
    expect(keys(session.chain('doc/1'))).toEqual(['doc/1'])
    for (const key of ['doc/2', 'doc/3']) expect(keys(session.chain(key))).toEqual(['doc/2', 'doc/3'])
  })

  test('begins anew where what it followed was cleared, and still says what that was', () => {
    const { append, session, stream } = record([connection(1)])
    session.clear()
    append(connection(2, 1, 'a7'))
    expect(keys(session.chain('doc/2'))).toEqual(['doc/2'])
    expect(stream(2).follows).toBe('doc/1')
  })

  test('stays within its document', () => {
    const { append, session } = record([connection(1)])
    session.openDocument(documentInfo('other'))
    session.append('other', connection(2, 1))
    append(connection(2, 1))
    expect(keys(session.chain('other/2'))).toEqual(['other/2'])
  })
})
