import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createExamination } from '../../../lib/diagnostics/examination'
import { RULES } from '../../../lib/diagnostics/list'
import { createSurroundings } from '../../../lib/diagnostics/surroundings'
import type { Rule } from '../../../lib/diagnostics/types'
import type { Stream } from '../../../lib/session/types'
import { type FedStream, fedStream, REQUESTED_AT } from '../session/fed-stream'

/** The rules as they are, and as they would be if every event were shown to them by itself. */
const ways: readonly (readonly Rule[])[] = [
  RULES,
  RULES.map(rule => ({
    ...rule,
    watch: (stream, surroundings) => {
      const { stretch: _, ...watch } = rule.watch(stream, surroundings) ?? { findings: () => [] }
      return watch
    },
  })),
]

const lookers = (fed: FedStream) => {
  const surroundings = { ...createSurroundings(fed.session), message: () => null }
  return ways.map(rules => createExamination(fed as Stream, surroundings, rules))
}

/** Events that a rule may find something in, each told by a number. */
const kinds: readonly ((index: number) => string)[] = [
  index => `id: ${index}\ndata: {"n":${index}}\n\n`,
  index => `id: ${index}\nevent: delta\ndata: {"n":${index}}\n\n`,
  index => `data: {"n":${index}}\nid: ${index}\n\n`,
  index => `data: line ${index}\ndata: more\n\n`,
  index => `id: ${index - 2}\ndata: again\n\n`,
  index => `id: ${index + 3}\r\ndata: 汉字\r\n\r\n`,
  () => 'event: error\ndata: {"message":"no"}\n\n',
  () => 'data: {"error":{"message":"no"}}\n\n',
  () => ': still here\n\n',
]

/** Mostly the first two kinds: what is odd stands alone. */
const kind = fc.oneof({ weight: 60, arbitrary: fc.constantFrom(0, 1) }, fc.nat(kinds.length - 1))

test('rules find the same in stretches of events as event by event, however the stream is cut', () => {
  const script = fc.record({
    tail: fc.array(kind, { minLength: 50, maxLength: 300 }),
    cut: fc.integer({ min: 20, max: 9000 }),
    looks: fc.integer({ min: 1, max: 10 }),
  })
  fc.assert(
    fc.property(script, ({ tail, cut, looks }) => {
      // Only behind the first thousand events are there stretches. An ID behind its data among them makes the other
      // way look at all lines of all events.
      const text = [2, ...Array<number>(999).fill(0), ...tail].map((at, index) => kinds[at]?.(index)).join('')
      const bytes = new TextEncoder().encode(text)
      const fed = fedStream()
      const both = lookers(fed)
      for (let from = 0, chunk = 0; from < bytes.length; from += cut, chunk++) {
        fed.push(bytes.slice(from, from + cut))
        if (chunk % looks === 0) for (const looker of both) while (looker.scan(64));
      }
      fed.close()
      for (const looker of both) while (looker.scan(2048));
      const [inStretches, oneByOne] = both.map(looker => looker.findings(REQUESTED_AT + 60_000))
      expect(inStretches).toEqual(oneByOne)
      expect(inStretches).not.toEqual([])
    }),
    { numRuns: 60 },
  )
})
