import { describe, expect, test, vi } from 'vitest'
import { eventStream } from '../../../lib/event-stream/event-stream'
import type { Format, Parser, ParserHandlers } from '../../../lib/event-stream/types'
import * as list from '../../../lib/formats/list'
import { RUN_BYTES } from '../../../lib/wire/limits'
import { blocksOf, chunks, closed, dropped, emptied, opened, record, responded } from './recording'

const formatOf = (type: string | null, ...pieces: string[]) => {
  const { append, stream } = record([opened(), responded(1, type)])
  for (const piece of pieces) append(chunks([piece]))
  const { format, formatChosenBy } = stream()
  return [format, formatChosenBy]
}

describe('the format', () => {
  test('follows a content type that tells', () => {
    expect(formatOf('application/x-ndjson', 'data: a\n\n')).toEqual(['json-lines', 'type'])
    expect(formatOf('Text/Event-Stream; charset=utf-8')).toEqual(['event-stream', 'type'])
  })

  test.each([null, 'text/plain', 'application/json; charset=utf-8', 'application/octet-stream'])(
    'follows the look of the body where the type is %j',
    type => {
      expect(formatOf(type)).toEqual([null, null])
      expect(formatOf(type, 'data: a\n\n')).toEqual(['event-stream', 'look'])
      expect(formatOf(type, '{"a":1}\n', '{"b"')).toEqual(['json-lines', 'look'])
    },
  )

  test('is looked for until 512 bytes are there, and no longer', () => {
    expect(formatOf('text/plain', 'da', 'ta: a\n\n')).toEqual(['event-stream', 'look'])
    expect(formatOf('text/plain', '{', '"a":1}\n', '{')).toEqual(['json-lines', 'look'])
    const looked = vi.spyOn(eventStream, 'looksLike')
    formatOf('text/plain', 'x'.repeat(500), 'y'.repeat(12), 'z')
    expect(looked.mock.calls.map(([head]) => head.length)).toEqual([500, 512])
    looked.mockRestore()
  })

  test('found late reads the body from its start', () => {
    const { append, stream } = record([opened(), responded(1, null), chunks(['d']), chunks(['ata: a\n\n'])])
    append(chunks(['data: b\n\n']))
    expect(blocksOf(stream())).toEqual([
      ['event', 'a'],
      ['event', 'b'],
    ])
  })

  test('of an EventSource is known before there is an answer', () => {
    const { stream } = record([{ ...opened(), source: 'event-source' }, chunks(['data: a\n\n'])])
    expect(stream()).toMatchObject({
      format: 'event-stream',
      formatChosenBy: 'api',
      eventCount: 1,
      response: null,
    })
  })

  test('of what DevTools saw without an answer follows its look', () => {
    const { stream } = record([
      { ...opened(), observer: 'devtools', source: 'unknown' },
      chunks(['data: a\n\n']),
    ])
    expect(stream()).toMatchObject({ format: 'event-stream', formatChosenBy: 'look', state: 'pending' })
  })

  test('stays when the beginning it was seen in is dropped', () => {
    const { append, session, stream } = record([opened(), responded(1, null), chunks(['data: a\n\n'])])
    session.setLimits({ streamBytes: 10 })
    append(chunks(['data: b\n\n']), chunks(['data: c\n\n']))
    session.parseAs('doc/1', 'none')
    session.parseAs('doc/1', 'auto')
    expect(stream()).toMatchObject({ format: 'event-stream', formatChosenBy: 'look' })
  })
})

describe('the user’s choice', () => {
  const wrong = () =>
    record([opened(), responded(1, 'text/event-stream'), chunks(['{"a":1}\n', '{"b":2}\n{'])])

  test('reads what is there anew, and what comes', () => {
    const { append, session, stream } = wrong()
    session.parseAs('doc/1', 'json-lines')
    append(chunks(['}\n']), closed())
    expect(stream()).toMatchObject({ format: 'json-lines', formatChosenBy: 'user', eventCount: 3 })
    expect(stream().problems.total).toBe(0)
    expect(stream().automaticFormat).toEqual({ format: 'event-stream', by: 'type' })
  })

  test('may be bytes only, and may be taken back', () => {
    const { session, stream } = wrong()
    session.parseAs('doc/1', 'none')
    expect(stream()).toMatchObject({ format: null, formatChosenBy: 'user', eventCount: 0 })
    expect(stream().blocks.length).toBe(0)
    session.parseAs('doc/1', 'auto')
    expect(stream()).toMatchObject({ format: 'event-stream', formatChosenBy: 'type' })
  })

  test('works on a stream that has ended, and tells its end', () => {
    const { append, session, stream } = wrong()
    append(closed())
    session.parseAs('doc/1', 'json-lines')
    expect(blocksOf(stream()).at(-1)).toEqual(['unterminated', '{'])
  })

  test('leaves holes where bytes are gone', () => {
    const { append, session, stream } = record([
      opened(),
      responded(),
      chunks(['{"a":1}\n{"b"']),
      dropped(1, 9),
    ])
    append(chunks([':2}\n{"c":3}\n']))
    session.parseAs('doc/1', 'json-lines')
    expect(blocksOf(stream()).map(([kind]) => kind)).toEqual(['event', 'partial', 'event'])
  })

  test('made before the answer holds', () => {
    const { append, session, stream } = record([opened()])
    session.parseAs('doc/1', 'json-lines')
    append(responded(), chunks(['1\n']))
    expect(blocksOf(stream())).toEqual([['event', '1']])
  })

  test('goes up in the revision, and is no matter for a stream that is gone', () => {
    const { session, stream } = wrong()
    const before = stream().revision
    session.parseAs('doc/1', 'json-lines')
    session.parseAs('doc/9', 'json-lines')
    expect(stream().revision).toBeGreaterThan(before)
  })
})

describe('a parser that goes by chunks', () => {
  /** Notes what it is told: pieces as text, `|` for a cut, `?` for what is missing, `.` for the end. */
  const notebook = () => {
    const notes: string[] = []
    const createParser = (_: ParserHandlers, contentType?: string): Parser => {
      notes.push('')
      const note = (text: string) => notes.push((notes.pop() ?? '') + text)
      expect(contentType).toBe('text/plain; x=y')
      return {
        feed: bytes => note(new TextDecoder().decode(bytes).replace(/(.)\1{9,}/g, '$1…')),
        skip: length => note('?'.repeat(length)),
        cut: () => note('|'),
        end: () => note('.'),
      }
    }
    const format: Format = { ...eventStream, id: 'plain-text', createParser }
    vi.spyOn(list, 'formatFor').mockReturnValue(format)
    vi.spyOn(list, 'formatLike').mockReturnValue(format)
    return notes
  }

  const answered = () => record([opened(), responded(1, 'text/plain; x=y')])
  const notesOf = (feed: (recording: ReturnType<typeof record>) => void) => {
    const notes = notebook()
    const recording = answered()
    recording.append(chunks(['<'.repeat(512)]))
    feed(recording)
    vi.restoreAllMocks()
    return notes.at(-1)?.slice('<…|'.length)
  }

  test('is told the end of each chunk at once', () =>
    expect(notesOf(({ append }) => append(chunks(['ab', 'c', '', 'd']), chunks(['e'])))).toBe('ab|c||d|e|'))

  test('is told of a chunk in pieces once', () => {
    const piece = 'x'.repeat(RUN_BYTES)
    const goesOn = (text: string) => ({ ...chunks([text]), continues: true as const })
    expect(notesOf(({ append }) => append(chunks(['a', piece]), goesOn('y'), chunks(['b'])))).toBe('a|x…y|b|')
    expect(notesOf(({ append }) => append(chunks([piece]), goesOn(piece), chunks(['b'])))).toBe('x…x…|b|')
  })

  test('begins anew where a chunk goes on that had seemed to end', () =>
    expect(
      notesOf(({ append }) => append(chunks(['a', 'b']), { ...chunks(['c', 'd']), continues: true })),
    ).toBe('a|bc|d|'))

  test('is told where bytes are missing', () =>
    expect(
      notesOf(({ append }) => append(chunks(['a']), emptied([2]), dropped(1, 3), chunks(['b']), closed())),
    ).toBe('a|??|???|b|.'))

  test('hears the same of a body read anew', () => {
    const notes = notebook()
    const { append, session } = answered()
    append(
      chunks(['<'.repeat(512), 'ab', '', 'c']),
      emptied([2]),
      chunks(['d']),
      dropped(1, 3),
      chunks(['e', 'f']),
    )
    const live = notes.at(-1)
    session.parseAs('doc/1', 'none')
    session.parseAs('doc/1', 'auto')
    vi.restoreAllMocks()
    expect(notes).toHaveLength(2)
    expect(notes.at(-1)?.replaceAll('||', '|')).toBe(live?.replaceAll('||', '|'))
  })
})
