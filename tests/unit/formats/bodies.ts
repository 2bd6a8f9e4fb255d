import fc from 'fast-check'
import type { FormatId } from '../../../lib/event-stream/types'
import { bytesOf, type Piece } from '../event-stream/parsing'

/** An envelope of Connect or gRPC-web. */
export function envelope(flags: number, content: Piece, length?: number): Uint8Array {
  const bytes = bytesOf(content)
  const head = new Uint8Array(5)
  head[0] = flags
  new DataView(head.buffer).setUint32(1, length ?? bytes.length)
  return bytesOf(head, bytes)
}

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** Pieces of which bodies are made: what a format's grammar names, whole and broken. */
const ODD: readonly Piece[] = [
  '\n',
  '\r\n',
  '\r',
  ' ',
  'é',
  '😀',
  '\uFEFF',
  [0xff],
  [0xe2, 0x82],
  [0xf0, 0x9f],
  [0xc3],
  [0x80],
  [0],
  'x',
]
const JSON_TEXTS = [
  '{"a":1}',
  '["}",[]]',
  '"a\\"b"',
  '"\\\\"',
  '1',
  '-2.5',
  'true',
  'null',
  '{',
  '}',
  '[',
  ']',
  '"',
  ',',
  ':',
  '\\',
  '{"é":"😀"}',
]

const PIECES: Readonly<Record<FormatId, readonly Piece[]>> = {
  'event-stream': ['data: a\n\n', ':', 'id: 1\n'],
  'json-lines': [...JSON_TEXTS, '\n', '\n', '\t'],
  'json-seq': [...JSON_TEXTS, '\x1e', '\x1e', '\n', '\x1e{"a":\n1}\n', '\x1e1\x1e'],
  'json-array': ['[', ...JSON_TEXTS, ',', ', '],
  'ai-data-stream': ['0:"a"\n', 'd:{"finishReason":"stop"}\n', 'z:1\n', '0:', 'e', ':', '\n', '"', 'g:"é"\n'],
  'plain-text': ['Hello', ' world', '\n'],
  connect: [
    envelope(0, '{"a":1}'),
    envelope(0, '{"a"'),
    envelope(2, '{}'),
    envelope(1, [1, 2, 3]),
    envelope(0x40, ''),
    envelope(0, ''),
    [0, 0, 0, 0],
    [3],
  ],
  'grpc-web': [
    base64(envelope(0, [8, 1])),
    base64(envelope(0, 'abcd')),
    base64(envelope(0x80, 'grpc-status: 0\r\n')),
    base64(bytesOf(envelope(0, 'a'), envelope(0, 'bc'), envelope(0, 'def'))),
    'AAAA',
    'A',
    '=',
    '==',
    'AA=A',
    '\n',
  ],
  multipart: [
    '--',
    'b',
    '\r\n--b',
    '\r\n--b\r\n',
    '\r\n--b--',
    '\n--b\n',
    '--b\r\n',
    'Content-Type: application/json\r\n',
    '\r\n',
    '\n',
    '-',
    '{"a":1}',
    'x',
    '\r\n--',
  ],
  rsc: [
    '0:{"a":1}\n',
    '1:I["x",[],""]\n',
    ':HL["/a.css","style"]\n',
    '2:T3,a\nb',
    '3:T2,é',
    '4:o4,',
    [1, 10, 0xff, 0],
    '5:T0,',
    '6:',
    'T',
    'fffffffff',
    ',',
    '\n',
    'a:',
    '7:E{\n',
    'Z',
  ],
  'turbo-stream': [
    '<turbo-stream action="append" target="x"><template>é</template></turbo-stream>',
    '<turbo-stream',
    '>',
    '<',
    '</',
    ' ',
    '</turbo-stream>',
    '</turbo-stream\n>',
    '<turbo-stream action=replace>',
    'turbo-stream',
    'text',
    '</TURBO-stream',
  ],
}

export const TYPES: Partial<Record<FormatId, string>> = {
  connect: 'application/connect+json',
  'grpc-web': 'application/grpc-web-text',
  multipart: 'multipart/mixed; boundary=b',
}

export const bodyOf = (id: FormatId, maxLength = 30): fc.Arbitrary<Uint8Array> =>
  fc
    .array(
      fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...PIECES[id]) },
        { weight: 1, arbitrary: fc.constantFrom(...ODD) },
      ),
      { maxLength, size: 'max' },
    )
    .map(pieces => bytesOf(...pieces))
