import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readEvents, type StreamEvent, writeEvent } from '../../../lib/network/events'

const line = fc.string({ unit: 'grapheme' }).map(text => text.replace(/[\r\n\0]/g, ''))
const event = fc.record<StreamEvent>({
  type: line.map(type => type || 'message'),
  data: fc.array(line, { minLength: 1, maxLength: 3 }).map(lines => lines.join('\n')),
  id: line,
})

test('events written as an event stream are the same events when read', () => {
  fc.assert(
    fc.property(fc.array(event), line, (events, id) => {
      let inForce = id
      const parts = events.map(each => {
        const bytes = writeEvent(each, inForce)
        inForce = each.id
        return bytes
      })
      const read = readEvents(Uint8Array.from(parts.flatMap(part => [...part])), id)
      expect(read.map(({ end: _, ...each }) => each)).toEqual(events)
    }),
  )
})

test('line ends in a value do not begin a field of their own', () => {
  const written = writeEvent({ type: 'a\ndata: x', data: 'b', id: '1\n\nevent: y' }, '')
  expect(readEvents(written, '')).toHaveLength(1)
})

test('an id holds until another block sets one, with or without data', () => {
  const bytes = new TextEncoder().encode('data: a\n\nid: 2\n\ndata: b\n\nid\ndata: c\n\n')
  expect(readEvents(bytes, '1').map(({ data, id, end }) => [data, id, end])).toEqual([
    ['a', '1', 9],
    ['b', '2', 25],
    ['c', '', 37],
  ])
})
