import { describe, expect, test } from 'vitest'
import { entryOf } from './entry-of'
import { type Recorded, recordedStream, START } from './recorded-stream'

const entry = (recorded: Recorded) => entryOf(recordedStream(recorded))

describe('_eventSourceMessages', () => {
  test('has every event with the time and index of the chunk that completed it', () => {
    const chunks = ['event: delta\nid: 7\ndata: {"a"', ':1}\n\ndata: x\ndata: é\n\n']
    expect(entry({ chunks })._eventSourceMessages).toEqual([
      {
        time: (START + 120) / 1000,
        eventName: 'delta',
        eventId: '7',
        data: '{"a":1}',
        _chunk: 1,
        _offset: 0,
      },
      {
        time: (START + 120) / 1000,
        eventName: 'message',
        eventId: '7',
        data: 'x\né',
        _chunk: 1,
        _offset: 34,
      },
    ])
  })

  test('has no id before the first one', () => {
    expect(entry({ chunks: ['data: a\n\n'] })._eventSourceMessages).toMatchObject([{ eventId: '' }])
  })

  test.each([
    ['comments alone', { chunks: [': ping\n\n'] }],
    ['an unterminated event', { chunks: ['data: a\n'] }],
    ['no body', { chunks: [] }],
    ['no response', { response: null }],
    ['another format', { parsedAs: 'none', chunks: ['data: a\n\n'] }],
  ] satisfies [string, Recorded][])('is left out rather than empty for %s', (_, recorded) => {
    expect(entry(recorded)).not.toHaveProperty('_eventSourceMessages')
  })
})

describe('_streamtap.blocks', () => {
  test('has what is no event, as it stands in the stream', () => {
    const chunks = [': ping\n\n', 'id: 3\n\n', 'data: a\n\n', 'data: tail\n']
    expect(entry({ chunks })._streamtap.blocks).toEqual([
      { kind: 'comment', start: 0, end: 8, chunk: 0, type: 'message', text: ': ping\n\n' },
      { kind: 'no-data', start: 8, end: 15, chunk: 1, type: 'message', text: 'id: 3\n\n' },
      { kind: 'unterminated', start: 24, end: 35, chunk: 3, type: 'message', text: 'data: tail\n' },
    ])
  })

  test('has an event whose bytes were dropped, without inventing its data', () => {
    const written = entry({ chunks: ['event: x\ndata: a\n\n', 'data: b\n\n'], keeps: 9 })
    expect(written._streamtap.blocks).toEqual([{ kind: 'event', start: 0, end: 18, chunk: 0, type: 'x' }])
    expect(written._eventSourceMessages).toMatchObject([{ data: 'b' }])
  })

  test('is absent where there is nothing to say', () => {
    expect(entry({})._streamtap).not.toHaveProperty('blocks')
  })
})
