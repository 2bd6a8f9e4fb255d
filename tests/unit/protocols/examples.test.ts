import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { detect } from '../../../lib/protocols/detect'
import { protocols } from '../../../lib/protocols/list'
import { examples } from './examples'
import { assemblyOf, messageOf, openStreamOf, shownParts, streamOf } from './messages'

const named = examples.map(example => [`${example.protocol}: ${example.what}`, example] as const)

/** What may be said of a stream whose protocol has not shown itself. */
const isVague = (id: string) => id === 'json' || id === 'text'

describe.each(named)('%s', (_, { protocol, chunks, given, parts, more }) => {
  test('adds up to its parts', () => {
    const message = messageOf(chunks, given)
    expect(message.protocol).toBe(protocol)
    expect(shownParts(message)).toEqual(parts)
    expect(message).toMatchObject(more ?? {})
  })

  test('is never taken for another protocol, however little of it has come', () => {
    const stream = openStreamOf([], given)
    for (const chunk of chunks) {
      stream.push(chunk)
      const { detection } = assemblyOf(stream)
      const { id } = detection.protocol
      if (id === protocol) continue
      expect(isVague(id), `${id} was claimed`).toBe(true)
      expect(['possible', 'none']).toContain(detection.confidence)
    }
  })

  test('adds up to the same in whatever slices it is read', () => {
    const whole = assemblyOf(streamOf(chunks, given)).message
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1 }), slices => {
        const stream = openStreamOf([], given)
        const assembly = assemblyOf(stream)
        chunks.forEach((chunk, index) => {
          stream.push(chunk)
          assembly.advance(slices[index % slices.length] ?? 1)
        })
        while (assembly.advance(1));
        expect(assembly.message.at()).toMatchObject({ parts: whole.at().parts.map(withoutItems) })
        expect(assembly.message.at().notes).toEqual(whole.at().notes)
      }),
      { numRuns: 20 },
    )
  })

  test('stands at every event as if nothing had come after it', () => {
    const { message } = assemblyOf(streamOf(chunks, given))
    const { id: settled, guesses } = assemblyOf(streamOf(chunks, given)).detection.protocol
    const stream = openStreamOf([], given)
    for (const chunk of chunks) {
      stream.push(chunk)
      const then = assemblyOf(stream, settled).message.at()
      const now = message.at(stream.blocks.length - 1)
      if (guesses) continue
      expect(shownParts(now)).toEqual(shownParts(then))
      expect(now.usage).toEqual(then.usage)
      expect(now.finishes).toEqual(then.finishes)
      expect(now.parts.map(part => part.state)).toEqual(then.parts.map(part => part.state))
    }
  })
})

const withoutItems = ({ items, ...part }: { items: { length: number } }) => ({
  ...part,
  items: { length: items.length },
})

test('every protocol has an example', () => {
  const shown = new Set(examples.map(({ protocol }) => protocol))
  expect(protocols.map(({ id }) => id).filter(id => !shown.has(id))).toEqual([])
})

test('a stream of which nothing has come is taken for nothing in particular', () => {
  const opening = { format: null, requestHeaders: [], responseHeaders: [], requestText: null, events: [] }
  expect(detect(opening).confidence).toBe('none')
})
