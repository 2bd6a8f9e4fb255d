import { describe, expect, test } from 'vitest'
import { connect } from '../../../lib/formats/connect'
import { CHECK_LIMIT } from '../../../lib/formats/json-check'
import { bytesOf, type Piece, parseChunks } from '../event-stream/parsing'
import { envelope } from './bodies'

const parse = (...chunks: readonly (Piece | { missing: number })[]) =>
  parseChunks(chunks, handlers => connect.createParser(handlers, 'application/connect+json'))

const END = envelope(2, '{"error":{"code":"unavailable"}}')

describe('envelopes', () => {
  test('each is an event that ends with its last byte', () =>
    expect(parse(envelope(0, '{"a":1}'), END)).toEqual({
      blocks: [
        { kind: 'event', start: 0, end: 12, type: 'message', setsId: false },
        { kind: 'event', start: 12, end: 49, type: 'end-stream', setsId: false },
      ],
      problems: [],
    }))

  test('compressed ones are labelled and not opened', () =>
    expect(parse(envelope(1, [1, 2]), envelope(3, [3]))).toMatchObject({
      blocks: [{ type: 'compressed-message' }, { type: 'compressed-end-stream' }],
      problems: [],
    }))

  test('an empty one is complete with its prefix', () =>
    expect(parse(envelope(1, ''), envelope(1, '')).blocks).toMatchObject([{ end: 5 }, { end: 10 }]))
})

describe('problems', () => {
  test('a message that is no JSON', () =>
    expect(parse(envelope(0, '{"a"'), END).problems).toMatchObject([
      { code: 'invalid-json', offset: 0, length: 9, value: '{"a"' },
    ]))

  test('in another codec only the end of the stream must be JSON', () => {
    const asProto = (...chunks: readonly Piece[]) =>
      parseChunks(chunks, handlers => connect.createParser(handlers, 'application/connect+proto')).problems
    expect(asProto(envelope(0, [8, 1]), END)).toEqual([])
    expect(asProto(envelope(2, [8, 1]))).toMatchObject([{ code: 'invalid-json' }])
  })

  test('a flag nobody knows', () =>
    expect(parse(envelope(0x44, '{}'), END).problems).toEqual([
      { code: 'unknown-flag', offset: 0, length: 1, value: '44' },
    ]))

  test('anything behind the end of the stream, told once', () =>
    expect(parse(END, envelope(0, '{}'), envelope(0, '{}')).problems).toEqual([
      { code: 'bytes-after-end', offset: 37, length: 1, value: '' },
    ]))

  test('an end inside an envelope or its prefix', () => {
    expect(parse(envelope(0, '{"a"', 100))).toMatchObject({
      blocks: [{ kind: 'unterminated', end: 9 }],
      problems: [{ code: 'unterminated-block', length: 9, value: 'message' }],
    })
    expect(parse([0, 0]).problems).toMatchObject([{ code: 'unterminated-block', length: 2 }])
  })

  test('a body without envelopes is one block and two problems', () =>
    expect(parse('{"code":"unauthenticated"}')).toMatchObject({
      blocks: [{ kind: 'unterminated', start: 0, end: 26 }],
      problems: [{ code: 'unknown-flag' }, { code: 'unterminated-block' }],
    }))

  test('more than the check limit is not held, nor checked', () =>
    expect(
      parse(envelope(0, 'x'.repeat(CHECK_LIMIT)), envelope(0, 'x'.repeat(CHECK_LIMIT + 1))).problems,
    ).toHaveLength(1))
})

describe('missing bytes', () => {
  const message = envelope(0, '{"text":"hello"}')

  test('inside a message they make it partial, and the next is found', () =>
    expect(parse(message.subarray(0, 9), { missing: 4 }, message.subarray(13), message, END)).toMatchObject({
      blocks: [{ kind: 'partial', start: 0, end: 21, type: 'message' }, { kind: 'event' }, { kind: 'event' }],
      problems: [],
    }))

  test('up to its very end too', () =>
    expect(parse(message.subarray(0, 9), { missing: 12 }, message).blocks).toMatchObject([
      { kind: 'partial', end: 21 },
      { kind: 'event', start: 21 },
    ]))

  test('where they may hold a prefix, all that follows is partial', () => {
    expect(parse(message, { missing: 12 }, message, message).blocks).toMatchObject([
      { kind: 'event' },
      { kind: 'partial', start: 33, end: 75 },
    ])
    expect(parse(message.subarray(0, 9), { missing: 13 }, message).blocks).toMatchObject([
      { kind: 'partial', start: 0, end: 43 },
    ])
  })
})

describe('readBlock', () => {
  const read = (bytes: Uint8Array) => connect.readBlock(bytes, 100)

  test('gives JSON as text, with flags and length', () =>
    expect(read(END)).toEqual({
      type: 'end-stream',
      data: '{"error":{"code":"unavailable"}}',
      id: null,
      retry: null,
      comments: [],
      fields: [
        { name: 'flags', value: '0x02', start: 100, end: 101 },
        { name: 'length', value: '32', start: 101, end: 105 },
      ],
    }))

  test('gives anything else as hexadecimal digits', () => {
    expect(read(envelope(1, [0x1f, 0x8b]))).toMatchObject({
      type: 'compressed-message',
      data: '1f 8b',
      encoding: 'hexadecimal',
    })
    expect(read(bytesOf([0, 0]))).toMatchObject({ data: '00 00', encoding: 'hexadecimal' })
  })

  test('gives what is no envelope as it stands', () =>
    expect(read(bytesOf('{"code":"x"}'))).toMatchObject({ type: '', data: '{"code":"x"}', fields: [] }))
})
