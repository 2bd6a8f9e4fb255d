import { createParser } from 'eventsource-parser'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createEventStreamParser } from '../../../lib/event-stream/parser'
import { readBlock } from '../../../lib/event-stream/read-block'
import { cutBody } from './bodies'
import { type Dispatched, differences } from './deliberate-differences'
import { bytesOf, cutAt } from './parsing'

/** What eventsource-parser dispatches, fed as its users do: from one TextDecoder over the same chunks. */
function theirs(chunks: readonly Uint8Array[]): Dispatched[] {
  const events: Dispatched[] = []
  const decoder = new TextDecoder()
  let lastEventId = ''
  const parser = createParser({
    // Called before the event of the same block, and for blocks without data too.
    onId: id => {
      lastEventId = id
    },
    onEvent: ({ event, data }) => events.push({ type: event ?? 'message', data, lastEventId }),
  })
  for (const chunk of chunks) parser.feed(decoder.decode(chunk, { stream: true }))
  return events
}

/** What we dispatch: the events of the index, read from the body's bytes. */
function ours(chunks: readonly Uint8Array[]): Dispatched[] {
  const body = bytesOf(...chunks)
  const events: Dispatched[] = []
  let lastEventId = ''
  const parser = createEventStreamParser({
    onBlock: ({ kind, start, end, type, setsId }) => {
      const detail = readBlock(body.subarray(start, end), start)
      if (setsId) lastEventId = detail.id ?? 'no id in the block'
      else if (kind !== 'unterminated') expect(detail.id).toBeNull()
      if (kind === 'event') events.push({ type: detail.type || 'message', data: detail.data, lastEventId })
      // The index keeps no more of a type than 256 bytes, and none of an unfinished line.
      if (kind !== 'unterminated') expect(detail.type.startsWith(type)).toBe(true)
    },
    onProblem: () => {},
  })
  for (const chunk of chunks) parser.feed(chunk)
  parser.end()
  return events
}

describe('beside eventsource-parser', () => {
  test('the same events are dispatched, whatever the body and its chunks', () => {
    let compared = 0
    fc.assert(
      fc.property(cutBody, ([body, cuts]) => {
        if (differences.some(({ applies }) => applies(body))) return
        compared++
        const chunks = cutAt(body, cuts)
        expect(ours(chunks)).toEqual(theirs(chunks))
      }),
      { numRuns: 11_000 },
    )
    expect(compared).toBeGreaterThan(10_000)
  }, 60_000)

  test.each(differences)('on purpose: $reason', ({ example, applies, ...expected }) => {
    expect(applies(example)).toBe(true)
    expect(ours([example])).toEqual(expected.ours)
    expect(theirs([example])).toEqual(expected.theirs)
  })
})
