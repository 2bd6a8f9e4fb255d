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
  index => `event: delta\nid: ${index}\ndata: {"n":${index}}\n\n`,
  index => `data: line ${index}\ndata: more\n\n`,
  index => `id: ${index - 2}\ndata: again\n\n`,
  index => `id: ${index + 3}\r\ndata: 汉字\r\n\r\n`,
  () => 'event: error\ndata: {"message":"no"}\n\n',
  () => 'data: {"error":{"message":"no"}}\n\n',
  () => ': still here\n\n',
]

/** Chunks travel several at a time. */
const RUN = 4

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
      // Only behind the first thousand events are there stretches.
      const text = [...Array<number>(1000).fill(0), ...tail].map((at, index) => kinds[at]?.(index)).join('')
      const bytes = new TextEncoder().encode(text)
      const fed = fedStream()
      fed.respond()
      const both = lookers(fed)
      for (let from = 0, run = 0; from < bytes.length; from += cut * RUN, run++) {
        const part = bytes.slice(from, from + cut * RUN)
        const sizes = Array.from({ length: Math.ceil(part.length / cut) }, (_, at) =>
          Math.min(cut, part.length - at * cut),
        )
        const times = sizes.map((_, at) => REQUESTED_AT + 100 + run + at / RUN)
        fed.append({
          ...{ kind: 'chunks-received', streamId: 1, consumer: 'reader', times, sizes, bytes: part },
        })
        if (run % looks === 0) for (const looker of both) while (looker.scan(64));
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
