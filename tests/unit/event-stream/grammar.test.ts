import { describe, expect, test } from 'vitest'
import { createEventStreamParser } from '../../../lib/event-stream/parser'
import { details, dispatched, kinds, parse, spans } from './parsing'

const BOM = '\uFEFF'

describe('lines', () => {
  test.each([
    ['LF', 'data: a\n\ndata: b\n\n'],
    ['CR', 'data: a\r\rdata: b\r\r'],
    ['CR LF', 'data: a\r\n\r\ndata: b\r\n\r\n'],
    ['LF, then CR', 'data: a\n\rdata: b\n\r'],
    ['CR LF, then LF', 'data: a\r\n\ndata: b\r\n\n'],
  ])('%s ends lines', (_name, body) => expect(dispatched(body)).toEqual(['a', 'b']))

  test('LF CR is two line ends', () => expect(dispatched('data: a\n\rdata: b\n\n')).toEqual(['a', 'b']))

  test('CR ending a chunk and LF starting the next form one line end', () =>
    expect(dispatched('data: a\r', '\ndata: b\r', '\n\r', '\n')).toEqual(['a\nb']))

  test('empty lines before, between and behind blocks make no blocks', () =>
    expect(spans('\n\r\n\rdata: a\n\n\n\r\n: c\n\n\n')).toEqual([
      ['event', 'data: a\n\n'],
      ['comment', ': c\n\n'],
    ]))

  test('an empty body has no blocks', () => expect(parse()).toEqual({ blocks: [], problems: [] }))

  test('other control characters and line separators do not end lines', () =>
    expect(dispatched('data: a\u000bb\u000cc\u0085d\u2028e\0f\n\n')).toEqual([
      'a\u000bb\u000cc\u0085d\u2028e\0f',
    ]))
})

describe('block spans', () => {
  test('a block ends at the first byte of the line end that completes it', () =>
    expect(parse('data: a\r\n\r\ndata: b\r\n\r\n').blocks.map(({ start, end }) => [start, end])).toEqual([
      [0, 10],
      [11, 21],
    ]))

  test('the span is the same when the completing CR LF is split', () =>
    expect(parse('data: a\r\n\r', '\ndata: b\n\n').blocks).toEqual(
      parse('data: a\r\n\r\ndata: b\n\n').blocks,
    ))

  test('a block is out as soon as its empty line begins', () => {
    const blocks: unknown[] = []
    const parser = createEventStreamParser({ onBlock: block => blocks.push(block), onProblem: () => {} })
    parser.feed(new TextEncoder().encode('data: a\r\n\r'))
    expect(blocks).toHaveLength(1)
  })

  test('a byte order mark at the start belongs to no block', () =>
    expect(parse(`${BOM}data: a\n\n`).blocks[0]).toMatchObject({ start: 3, end: 12 }))
})

describe('fields', () => {
  test('one leading space of the value is removed, and only one', () =>
    expect(dispatched('data:a\n\ndata: a\n\ndata:  a\n\ndata:\ta\n\n')).toEqual(['a', 'a', ' a', '\ta']))

  test('a value may hold colons', () => expect(dispatched('data: a:b: c\n\n')).toEqual(['a:b: c']))

  test('a line without colon is a field with an empty value', () => {
    expect(dispatched('data\n\n')).toEqual([''])
    expect(dispatched('data\ndata\n\n')).toEqual(['\n'])
    expect(dispatched('data:\n\n')).toEqual([''])
  })

  test('data lines are joined with LF', () =>
    expect(dispatched('data: a\ndata:\ndata: b\n\n')).toEqual(['a\n\nb']))

  test('names are compared literally', () =>
    expect(kinds('Data: a\n\nDATA: a\n\n data: a\n\ndata : a\n\ndatax: a\n\ndat: a\n\n')).toEqual(
      Array(6).fill('no-data'),
    ))

  test('the last event field names the type; an empty one resets it', () =>
    expect(
      parse('event: a\nevent: b\ndata\n\nevent: c\nevent\ndata\n\ndata\n\n').blocks.map(b => b.type),
    ).toEqual(['b', '', '']))

  test('the type is cut at 256 bytes, never inside a character', () => {
    expect(parse(`event: ${'é'.repeat(200)}\ndata\n\n`).blocks[0]?.type).toBe('é'.repeat(128))
    expect(parse(`event: x${'é'.repeat(200)}\ndata\n\n`).blocks[0]?.type).toBe(`x${'é'.repeat(127)}`)
  })

  test('an id field sets the id, without data too', () =>
    expect(parse('id: 1\ndata\n\nid\n\ndata\n\n').blocks.map(({ setsId }) => setsId)).toEqual([
      true,
      true,
      false,
    ]))

  test('an id with NUL is ignored', () => {
    expect(parse('id: a\0b\ndata\n\n').blocks[0]?.setsId).toBe(false)
    expect(details('id: 1\nid: a\0b\ndata\n\n')[0]?.id).toBe('1')
  })
})

describe('kinds', () => {
  test.each([
    [': c\n\n', 'comment'],
    [':\n:\n\n', 'comment'],
    [': c\ndata\n\n', 'event'],
    ['retry: 10\n\n', 'no-data'],
    [': c\nretry: 10\n\n', 'no-data'],
    ['event: a\n\n', 'no-data'],
    ['id: a\n\n', 'no-data'],
    ['nonsense\n\n', 'no-data'],
    ['data: a\n', 'unterminated'],
    ['data: a', 'unterminated'],
    [':', 'unterminated'],
  ])('%j is %s', (body, kind) => expect(kinds(body)).toEqual([kind]))

  test('an unterminated block is never an event and sets no id', () =>
    expect(parse('id: 1\ndata: a\n').blocks).toEqual([
      { kind: 'unterminated', start: 0, end: 14, type: '', setsId: false },
    ]))
})

describe('use', () => {
  const parser = () => createEventStreamParser({ onBlock: () => {}, onProblem: () => {} })

  test('feeding or skipping after the end throws and names the remedy', () => {
    const ended = parser()
    ended.end()
    expect(() => ended.feed(new Uint8Array(1))).toThrow(/create another/)
    expect(() => ended.skip(1)).toThrow(/create another/)
  })

  test('ending twice gives the last block once', () => {
    const blocks: unknown[] = []
    const twice = createEventStreamParser({ onBlock: block => blocks.push(block), onProblem: () => {} })
    twice.feed(new TextEncoder().encode('data'))
    twice.end()
    twice.end()
    expect(blocks).toHaveLength(1)
  })
})
