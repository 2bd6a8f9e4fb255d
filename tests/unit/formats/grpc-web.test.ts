import { describe, expect, test } from 'vitest'
import { grpcWeb } from '../../../lib/formats/grpc-web'
import { bytesOf, type Piece, parseChunks } from '../event-stream/parsing'
import { base64, envelope } from './bodies'

const BINARY = 'application/grpc-web+proto'
const TEXT = 'application/grpc-web-text+proto'

const parse = (contentType: string, ...chunks: readonly (Piece | { missing: number })[]) =>
  parseChunks(chunks, handlers => grpcWeb.createParser(handlers, contentType))

const TRAILERS = envelope(0x80, 'grpc-status: 5\r\ngrpc-message: not found\r\n')

describe('binary', () => {
  test('messages and trailers are events', () =>
    expect(parse(BINARY, envelope(0, [8, 1]), TRAILERS)).toMatchObject({
      blocks: [
        { kind: 'event', start: 0, end: 7, type: 'message' },
        { kind: 'event', start: 7, end: 7 + TRAILERS.length, type: 'trailers' },
      ],
      problems: [],
    }))

  test('messages are checked where the codec is JSON', () => {
    expect(parse('application/grpc-web+json', envelope(0, '{'), TRAILERS).problems).toMatchObject([
      { code: 'invalid-json', value: '{' },
    ])
    expect(parse(BINARY, envelope(0, '{'), TRAILERS).problems).toEqual([])
  })

  test('compressed ones are labelled, unknown flags and frames behind the trailers told', () =>
    expect(parse(BINARY, envelope(1, [1]), envelope(2, ''), TRAILERS, envelope(0, ''))).toMatchObject({
      blocks: [{ type: 'compressed-message' }, { type: '' }, { type: 'trailers' }, { type: 'message' }],
      problems: [{ code: 'unknown-flag', value: '02' }, { code: 'bytes-after-end' }],
    }))
})

describe('text', () => {
  test('a message of its own padded base64 ends with the padding', () =>
    expect(parse(TEXT, base64(envelope(0, [8, 1])), base64(TRAILERS))).toMatchObject({
      blocks: [
        { start: 0, end: 12, type: 'message' },
        { start: 12, type: 'trailers' },
      ],
      problems: [],
    }))

  test('frames may share a group of characters', () => {
    const frames = [envelope(0, 'a'), envelope(0, 'bcd'), envelope(0, 'ef'), TRAILERS]
    const body = bytesOf(base64(bytesOf(...frames)))
    const { blocks } = parse(TEXT, body)
    expect(blocks.slice(0, 3)).toMatchObject([
      { start: 0, end: 8 },
      { start: 8, end: 20 },
      { start: 18, end: 28 },
    ])
    const read = blocks.map(({ start, end }) => grpcWeb.readBlock(body.subarray(start, end), start))
    expect(read.map(({ data }) => data)).toEqual([
      '61',
      '62 63 64',
      '65 66',
      'grpc-status: 5\r\ngrpc-message: not found\r\n',
    ])
  })

  test('characters of no meaning are told and passed over', () => {
    const text = base64(envelope(0, 'abcdef'))
    const { blocks, problems } = parse(TEXT, text.slice(0, 6), '\n', text.slice(6))
    expect(blocks).toMatchObject([{ kind: 'event', start: 0, end: 17 }])
    expect(problems).toEqual([{ code: 'invalid-base64', offset: 6, length: 1, value: '\n' }])
  })

  test('so are groups of wrong padding, and a last one that is not whole', () => {
    expect(parse(TEXT, 'A=AA').problems).toEqual([
      { code: 'invalid-base64', offset: 0, length: 4, value: 'A=AA' },
    ])
    expect(parse(TEXT, base64(envelope(1, [])), 'AA').problems).toMatchObject([
      { code: 'invalid-base64', offset: 8, length: 2 },
    ])
  })

  test('what ends early is unterminated', () =>
    expect(parse(TEXT, base64(envelope(0, 'abcdef')).slice(0, 12))).toMatchObject({
      blocks: [{ kind: 'unterminated', start: 0, end: 12 }],
      problems: [{ code: 'unterminated-block', value: 'message' }],
    }))

  test('after missing bytes the rest is partial', () =>
    expect(parse(TEXT, 'AAAA', { missing: 4 }, 'AAAA').blocks).toMatchObject([
      { kind: 'partial', start: 0, end: 12 },
    ]))
})

test('of another type, the first byte tells binary from text', () => {
  expect(parse('', base64(TRAILERS)).blocks).toMatchObject([{ type: 'trailers' }])
  expect(parse('application/octet-stream', TRAILERS).blocks).toMatchObject([{ type: 'trailers' }])
})

describe('readBlock', () => {
  test('gives trailers as text and fields', () =>
    expect(grpcWeb.readBlock(TRAILERS, 10)).toMatchObject({
      type: 'trailers',
      data: 'grpc-status: 5\r\ngrpc-message: not found\r\n',
      fields: [
        { name: 'flags', value: '0x80', start: 10, end: 11 },
        { name: 'length', value: '41', start: 11, end: 15 },
        { name: 'grpc-status', value: '5', start: 15, end: 29 },
        { name: 'grpc-message', value: 'not found', start: 31, end: 54 },
      ],
    }))

  test('gives JSON as text, anything else as hexadecimal digits', () => {
    expect(grpcWeb.readBlock(envelope(0, '{"a":1}'), 0)).toMatchObject({ data: '{"a":1}' })
    expect(grpcWeb.readBlock(envelope(0, [8, 255]), 0)).toMatchObject({
      data: '08 ff',
      encoding: 'hexadecimal',
    })
    const long = new Uint8Array(70_000)
    expect(grpcWeb.readBlock(envelope(0, long), 0).data).toMatch(/^00 00 .* 00 …$/)
  })

  test('gives what is no frame as it stands', () => {
    const error = 'upstream connect error or disconnect/reset before headers'
    expect(grpcWeb.readBlock(bytesOf(error), 0)).toMatchObject({ type: '', data: error })
    expect(grpcWeb.readBlock(bytesOf('<h1>Bad gateway</h1>'), 0)).toMatchObject({
      data: '<h1>Bad gateway</h1>',
    })
  })
})
