import { describe, expect, test } from 'vitest'
import { LOOK_AHEAD } from '../../../lib/event-stream/look'
import { formatLike, formats, isUndecided, jsonFormatLike } from '../../../lib/formats/list'
import { bytesOf, type Piece } from '../event-stream/parsing'
import { base64, envelope } from './bodies'
import { ARRAYS, ORDINARY } from './ordinary-bodies'

const like = (type: string, ...pieces: readonly Piece[]) => formatLike(bytesOf(...pieces), type)?.id ?? null
const long = 'x'.repeat(LOOK_AHEAD)

const STREAMS: readonly [string, readonly Piece[], string][] = [
  ['event-stream', ['data: {"a":1}\n\n'], 'event-stream'],
  ['an event stream of CR LF', ['event: add\r\nid: 1\r\ndata: x\r\n\r\nda'], 'event-stream'],
  ['an event stream with a byte order mark', ['\uFEFFdata:x\n\n'], 'event-stream'],
  ['an event stream that begins with a comment', [': OPENROUTER PROCESSING\n\n'], 'event-stream'],
  ['one that begins with an empty comment', [':\n\nevent: next\n'], 'event-stream'],
  ['one that begins with a word', [':ok\n\n'], 'event-stream'],
  ['one that begins with a reconnection time', ['retry: 3000\n\n'], 'event-stream'],
  ['one of a long event', [`event: a\ndata: ${long}`], 'event-stream'],
  ['one of a long message', [`data: {"a":"${long}`], 'event-stream'],
  ['JSON Lines', ['{"a":1}\n{"b"'], 'json-lines'],
  ['JSON Lines of CR LF', ['{"a":1}\r\n{"b":2}\r\n'], 'json-lines'],
  ['JSON Lines with empty ones', ['\n[0]\n\n[1]\n'], 'json-lines'],
  ['tRPC’s lines', ['{"0":[[0],[null,0,0]]}\n[0,0,[[{"result":0}]]]\n'], 'json-lines'],
  ['a JSON text sequence', ['\x1e{"a":1}\n'], 'json-seq'],
  ['an AI SDK data stream', ['f:{"messageId":"msg-1"}\n0:"Hel'], 'ai-data-stream'],
  ['one that begins with text', ['0:"Hello"\n'], 'ai-data-stream'],
  ['one that begins with data', ['2:[{"a":1}]\n8:[]\n'], 'ai-data-stream'],
  ['one that begins with an error', ['3:"An error occurred."\n'], 'ai-data-stream'],
  ['React’s rows', ['1:"$Sreact.fragment"\n2:I[1,[]]\n'], 'rsc'],
  ['React’s rows of a hint', [':HL["/a.css","style"]\n0:{}\n'], 'rsc'],
  ['React’s rows of an element', ['0:["$","div",null,{}]\n'], 'rsc'],
  ['multipart', ['\r\n---\r\nContent-Type: application/json\r\n\r\n{'], 'multipart'],
  ['Connect’s envelopes', [envelope(0, '{"a":1}'), envelope(0, '{')], 'connect'],
  ['one large envelope of Connect', [envelope(0, `{"a":"${long}"}`)], 'connect'],
  ['an end of Connect’s stream', [envelope(2, '{"error":{}}')], 'connect'],
  ['gRPC-web', [envelope(0, [8, 1]), envelope(0x80, 'grpc-status:0\r\n')], 'grpc-web'],
  ['gRPC-web of JSON', [envelope(0, '{}'), envelope(0x80, 'grpc-status: 0\r\n')], 'grpc-web'],
  [
    'gRPC-web as text',
    [base64(envelope(0, [8])), base64(envelope(0x80, 'a:b\r\ngrpc-status:0'))],
    'grpc-web',
  ],
  ['Turbo streams', ['\n<turbo-stream action="append">'], 'turbo-stream'],
  ['an array of objects', [ARRAYS[3] ?? ''], 'json-array'],
]

describe('a stream of a vague type is told by its look', () => {
  test.each(STREAMS)('%s', (_name, pieces, id) => {
    for (const type of [
      '',
      'text/plain; charset=utf-8',
      'application/octet-stream',
      'application/json',
      'text/html',
    ])
      expect([type, like(type, ...pieces)]).toEqual([type, id])
  })

  test('not one of any other type', () => {
    for (const type of ['text/css', 'text/javascript', 'image/png', 'application/pdf', 'text/csv'])
      for (const [, pieces] of STREAMS) expect(like(type, ...pieces)).toBeNull()
  })

  test('not one of which a later line is something else', () => {
    expect(like('text/plain', '0:"a"\n1: b\n')).toBe('plain-text')
    expect(like('text/plain', 'data: a\n\nfoo: b\n')).toBe('plain-text')
  })

  test('only the first bytes are looked at', () => expect(like('', `{"a":"${long}"}\n{"b":1}\n`)).toBeNull())
})

describe('no part of an ordinary body looks like a stream', () => {
  test.each(Object.entries(ORDINARY))('%s', (_name, body) => {
    for (let length = 0; length <= Math.min(body.length, LOOK_AHEAD); length++) {
      const head = body.subarray(0, length)
      expect([length, formats.filter(format => format.looksLike(head)).map(({ id }) => id)]).toEqual([
        length,
        [],
      ])
    }
  })
})

describe('JSON answers', () => {
  test('an array is one, an object is none', () => {
    for (const array of ARRAYS) expect(jsonFormatLike(bytesOf(array))?.id).toBe('json-array')
    expect(jsonFormatLike(bytesOf('["a","b"]'))?.id).toBe('json-array')
    expect(jsonFormatLike(bytesOf('{"a":[{}]}'))).toBeNull()
  })

  test('arrays of text are none where the type does not say JSON', () => {
    expect(like('application/problem+json', '["a"]')).toBe('json-array')
    expect(like('text/plain', '["a"]')).toBe('plain-text')
  })
})

describe('plain text', () => {
  test('is what its type says and its look does not contradict', () => {
    expect(like('text/plain', 'Hello')).toBe('plain-text')
    expect(like('', 'Hello')).toBeNull()
    expect(like('text/html', 'Hello')).toBeNull()
  })
})

describe('undecided', () => {
  const isOpen = (text: Piece, type = 'text/plain') => isUndecided(bytesOf(text), type)

  test.each(STREAMS)('%s, until it is told', (_name, pieces) => {
    const body = bytesOf(...pieces)
    for (let length = 0; length < Math.min(body.length, LOOK_AHEAD); length++) {
      const head = body.subarray(0, length)
      if (isUndecided(head, 'text/plain')) expect(formatLike(head, 'text/plain')?.id).toBe('plain-text')
      else expect([length, formatLike(head, 'text/plain')?.id]).not.toEqual([length, 'plain-text'])
    }
  })

  test('text that begins like nothing known is settled with its first bytes', () => {
    expect(isOpen('He')).toBe(false)
    expect(isOpen('The')).toBe(false)
    expect(isOpen('<!')).toBe(false)
    expect(isOpen('id')).toBe(true)
    expect(isOpen('idea')).toBe(true)
  })

  test('everything is with enough bytes, or with another type', () => {
    expect(isOpen(`data ${long}`)).toBe(false)
    expect(isOpen('data', 'text/css')).toBe(false)
  })
})
