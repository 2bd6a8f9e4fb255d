import fc from 'fast-check'
import { bytesOf } from './parsing'

/** Pieces of which bodies are made: every token of the grammar, whole and broken, and what is often mistaken. */
const TEXTS = [
  '\n',
  '\n',
  '\r',
  '\r\n',
  '\n\n',
  '\r\n\r\n',
  ':',
  ': ping\n\n',
  ' ',
  '\0',
  'data',
  'data:',
  'data: ',
  'data: {"a":1}\n',
  'data:x\n\n',
  'event',
  'event:',
  'event: add\n',
  'event: 添加\n',
  'id',
  'id:',
  'id: 7\n',
  'id: a\0b\n',
  'retry',
  'retry: 100\n',
  'retry: x\n',
  'unknown: y\n',
  'é',
  '€uro',
  '😀',
  '\uFEFF',
  `data: ${'long '.repeat(70)}`,
  `data: ${'長い'.repeat(60)}\n`,
  'n'.repeat(300),
]
const BYTES = [[0xff], [0xc3], [0xe2, 0x82], [0xf0, 0x9f], [0x80], [0xef, 0xbb], [0xef], [0xed, 0xa0, 0x80]]

const piece = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom<readonly (string | number[])[]>(...TEXTS.map(text => [text])) },
  { weight: 1, arbitrary: fc.constantFrom<readonly (string | number[])[]>(...BYTES.map(bytes => [bytes])) },
)

/** Bodies of a few bytes to a few kilobytes. */
export const body: fc.Arbitrary<Uint8Array> = fc
  .array(piece, { maxLength: 40, size: 'max' })
  .map(pieces => bytesOf(...pieces.flat()))

/** A body and where to cut it. */
export const cutBody = body.chain(bytes =>
  fc.tuple(fc.constant(bytes), fc.array(fc.nat({ max: bytes.length }), { maxLength: 12 })),
)
