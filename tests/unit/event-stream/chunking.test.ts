import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createEventStreamParser } from '../../../lib/event-stream/parser'
import { createJsonLinesParser } from '../../../lib/formats/json-lines-parser'
import { body, cutBody } from './bodies'
import { bytesOf, cutAt, cutBy, parseChunks } from './parsing'

const formats = [
  { name: 'event stream', createParser: createEventStreamParser },
  { name: 'JSON lines', createParser: createJsonLinesParser },
]

const BYTES = fc.constantFrom(...bytesOf('\n\n\r\r:: d0\0{"', [0xef, 0xbb, 0xbf, 0xe2, 0x82, 0xff]))
const WORDS = fc.constantFrom(
  ...['data', 'id', 'retry', '\uFEFF', '€', '\r\n', '\n', ':', ' ', '1'].map(text => bytesOf(text)),
)
const shortBody = fc.oneof(
  fc.array(BYTES, { maxLength: 10 }).map(bytes => Uint8Array.from(bytes)),
  fc.array(WORDS, { maxLength: 5 }).map(words => bytesOf(...words).subarray(0, 10)),
)

describe.each(formats)('$name', { timeout: 60_000 }, ({ createParser }) => {
  const outcome = (chunks: readonly Uint8Array[]) => JSON.stringify(parseChunks(chunks, createParser))

  test('every way to cut a short body gives the same blocks and problems', () =>
    fc.assert(
      fc.property(shortBody, bytes => {
        const whole = outcome([bytes])
        for (let mask = 0; mask < 2 ** Math.max(0, bytes.length - 1); mask++) {
          expect(outcome(cutBy(bytes, mask))).toBe(whole)
        }
      }),
      { numRuns: 200 },
    ))

  test('bodies cut at random give the same blocks and problems', () =>
    fc.assert(
      fc.property(cutBody, ([bytes, cuts]) => {
        expect(outcome(cutAt(bytes, cuts))).toBe(outcome([bytes]))
      }),
      { numRuns: 1500 },
    ))

  test('bodies come to the same byte by byte, and wherever they lie in memory', () =>
    fc.assert(
      fc.property(body, fc.nat({ max: 7 }), (bytes, shift) => {
        const whole = outcome([bytes])
        expect(outcome(Array.from(bytes, byte => Uint8Array.of(byte)))).toBe(whole)
        const moved = new Uint8Array(bytes.length + shift)
        moved.set(bytes, shift)
        expect(outcome([moved.subarray(shift)])).toBe(whole)
      }),
      { numRuns: 200 },
    ))
})

test('a body of many kilobytes comes to the same in one piece and in small ones', () =>
  fc.assert(
    fc.property(body, fc.integer({ min: 1, max: 5000 }), (bytes, size) => {
      const repeated = bytesOf(...Array.from({ length: 1 + 20_000 / (bytes.length + 1) }, () => bytes))
      const cuts = Array.from(
        { length: Math.floor(repeated.length / size) },
        (_, index) => (index + 1) * size,
      )
      expect(JSON.stringify(parseChunks([repeated]))).toBe(JSON.stringify(parseChunks(cutAt(repeated, cuts))))
    }),
    { numRuns: 50 },
  ))

test('a handler may feed another parser', () => {
  const inner: unknown[] = []
  const outer: unknown[] = []
  const chunk = bytesOf('data: a\n\nevent: x\nid: 1\ndata: b\n\n: c\n\n')
  const other = createEventStreamParser({ onBlock: block => inner.push(block), onProblem: () => {} })
  const parser = createEventStreamParser({
    onBlock: block => {
      outer.push(block)
      other.feed(bytesOf(`data: ${'long '.repeat(outer.length)}\n\n`))
    },
    onProblem: () => {},
  })
  parser.feed(chunk)
  expect(outer).toEqual(parseChunks([chunk]).blocks)
  expect(inner).toHaveLength(3)
})

test('blocks never overlap and lie in the body', () =>
  fc.assert(
    fc.property(body, bytes => {
      let position = 0
      for (const { start, end } of parseChunks([bytes]).blocks) {
        expect(start).toBeGreaterThanOrEqual(position)
        expect(end).toBeGreaterThan(start)
        position = end
      }
      expect(position).toBeLessThanOrEqual(bytes.length)
    }),
  ))
