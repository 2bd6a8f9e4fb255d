import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Problem } from '../../../lib/event-stream/types'
import { createUtf8Check } from '../../../lib/event-stream/utf-8'
import { cutAt } from './parsing'

const LEADS_AND_LIMITS = [
  0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe2,
]
const MORE = [0xed, 0xef, 0xf0, 0xf3, 0xf4, 0xf5, 0xff]
const bytes = fc
  .array(fc.constantFrom(...LEADS_AND_LIMITS, ...MORE), { maxLength: 24 })
  .map(values => Uint8Array.from(values))

function problemsOf(chunks: readonly Uint8Array[]): Problem[] {
  const problems: Problem[] = []
  const utf8 = createUtf8Check(problem => problems.push(problem))
  let offset = 0
  for (const chunk of chunks) {
    let index = 0
    while (index < chunk.length) {
      const isAscii = !utf8.isOpen() && (chunk[index] ?? 0) < 0x80
      index = isAscii ? index + 1 : utf8.pass(chunk, index, offset + index)
    }
    offset += chunk.length
  }
  utf8.finish()
  return problems
}

/** The text with U+FFFD for every problem; throws where anything else is ill-formed. */
function replaced(body: Uint8Array, problems: readonly Problem[]): string {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let text = ''
  let from = 0
  for (const { offset, length } of problems) {
    text += `${strict.decode(body.subarray(from, offset))}\uFFFD`
    from = offset + length
  }
  return text + strict.decode(body.subarray(from))
}

test('problems stand exactly where a decoder puts U+FFFD', () =>
  fc.assert(
    fc.property(bytes, fc.array(fc.nat({ max: 24 }), { maxLength: 4 }), (body, cuts) => {
      const problems = problemsOf(
        cutAt(
          body,
          cuts.map(cut => Math.min(cut, body.length)),
        ),
      )
      expect(replaced(body, problems)).toBe(new TextDecoder('utf-8', { ignoreBOM: true }).decode(body))
    }),
    { numRuns: 5000 },
  ))
