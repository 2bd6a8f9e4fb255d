import { createParser } from 'eventsource-parser'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writeEvent } from '../../../lib/capture/event-source-text'
import { details } from '../event-stream/parsing'

test('a message is its data; a type, an id and each line of data have lines of their own', () => {
  expect(writeEvent('message', 'one', null)).toBe('data: one\n\n')
  expect(writeEvent('update', '', '7')).toBe('event: update\nid: 7\ndata: \n\n')
  expect(writeEvent('message', 'a\n\nb\n', '')).toBe('id\ndata: a\ndata: \ndata: b\ndata: \n\n')
})

/** What can come out of an event stream: no line end but LF in data, no NUL in ids. */
const part = fc.string({ unit: fc.constantFrom('a', ' ', ':', 'é', '\u{1f30a}', '\ufeff', 'id', 'data:') })
const lines = fc.array(part).map(all => all.join('\n'))

test('what was written is read as the same event, by our parser and another', () => {
  fc.assert(
    fc.property(part, lines, part, (name, data, id) => {
      const type = name || 'message'
      const text = writeEvent(type, data, id)
      const [own] = details(text)
      expect([own?.type || 'message', own?.data, own?.id]).toEqual([type, data, id])
      const read: unknown[] = []
      createParser({
        onEvent: event => read.push([event.event ?? 'message', event.data, event.id ?? '']),
      }).feed(text)
      expect(read).toEqual([[type, data, id]])
    }),
  )
})
