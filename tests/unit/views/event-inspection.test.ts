import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blockCopy, indented } from '../../../lib/views/block-copy'
import { eventChanges } from '../../../lib/views/event-changes'
import { hexDump } from '../../../lib/views/hex-dump'
import { parseJson } from '../../../lib/views/json-node'
import { printPath } from '../../../lib/views/json-path'
import { createJsonTree, pathOf, type TreeRow } from '../../../lib/views/json-tree'
import { lineChanges } from '../../../lib/views/line-diff'
import { fedStream } from '../session/fed-stream'

const stream = (...chunks: string[]) => {
  const fed = fedStream()
  for (const chunk of chunks) fed.push(chunk)
  return fed
}

describe('the difference from the event before', () => {
  const changesOf = (...blocks: string[]) => {
    const fed = stream(...blocks)
    return eventChanges(fed, fed.blocks.length - 1)
  }

  test('is that from the last one of the same type', () => {
    const found = changesOf(
      'event: a\ndata: {"x":1}\n\n',
      'data: {}\n\n',
      ': c\n\n',
      'event: a\ndata: {"x":2}\n\n',
    )
    expect(found).toMatchObject({
      kind: 'json',
      before: 0,
      changes: [{ path: '$.x', before: '1', after: '2' }],
    })
  })

  test('names what came, went and changed, every digit counted', () => {
    const found = changesOf(
      'data: {"same":[1,{"k":1}],"gone":true,"n":9007199254740993,"list":[1,2]}\n\n',
      'data: {"same":[1,{"k":1}],"n":9007199254740992,"list":[1,"2",3],"__proto__":null}\n\n',
    )
    expect(found).toMatchObject({
      changes: [
        { path: '$.n', before: '9007199254740993', after: '9007199254740992' },
        { path: '$.list[1]', before: '2', after: '"2"' },
        { path: '$.list[2]', before: null, after: '3' },
        { path: '$.__proto__', before: null, after: 'null' },
        { path: '$.gone', before: 'true', after: null },
      ],
    })
  })

  test('of texts is the lines between what they share', () => {
    expect(lineChanges('a\nb\nc', 'a\nx\ny\nc').changes).toEqual([
      { kind: 'removed', text: 'b' },
      { kind: 'added', text: 'x' },
      { kind: 'added', text: 'y' },
    ])
    expect(lineChanges('a\na', 'a').changes).toEqual([{ kind: 'removed', text: 'a' }])
  })

  test('is not there for the first one, nor where the bytes are gone', () => {
    expect(changesOf('data: {}\n\n')).toEqual({ kind: 'none-before' })
    const fed = stream('data: a\n\n', 'data: b\n\n')
    fed.drop(1)
    expect(eventChanges(fed, 1)).toEqual({ kind: 'unreadable', before: 0 })
  })

  test('any two texts differ in what makes one of the other', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const { changes } = lineChanges(before.join('\n'), after.join('\n'))
        const count = (kind: string) => changes.filter(change => change.kind === kind).length
        expect(before.length - count('removed') + count('added')).toBe(after.length)
        expect(changes.length === 0).toBe(before.join() === after.join())
      }),
    )
  })
})

describe('a tree', () => {
  const rowsOf = (text: string, open: (row: TreeRow) => boolean = () => true) => {
    const root = parseJson(text)
    if (!root) throw new Error(`${text} is no JSON.`)
    return createJsonTree(text, root).rows(open)
  }

  test('goes on in the JSON that a string holds, whose values have paths too', () => {
    const rows = rowsOf('{"args":"{\\"city\\":\\"Paris\\",\\"deep\\":\\"[1]\\"}","no":"[broken"}')
    expect(rows.map(row => printPath(pathOf(row)))).toEqual([
      '$',
      '$.args',
      '$.args.city',
      '$.args.deep',
      '$.args.deep[0]',
      '$.no',
    ])
    expect(rows[1]?.count).toBe(2)
  })

  test('opens a string that has escapes in it', () => {
    expect(rowsOf('{"a":"\\u4f60","b":"plain"}').map(({ expandable }) => expandable)).toEqual([
      true,
      true,
      false,
    ])
  })

  test('gives paths without the pages that long arrays are shown in', () => {
    const rows = rowsOf(JSON.stringify({ list: Array.from({ length: 250 }, (_, at) => at) }))
    expect(rows.filter(row => !row.range).map(row => printPath(pathOf(row)))).toContain('$.list[249]')
  })
})

describe('a copy', () => {
  test('of an event is its data, its lines, its ID', () => {
    const fed = stream('id: 7\nevent: x\r\ndata: {"a":1}\ndata: \n\n')
    expect(blockCopy(fed, 0, 'data')).toBe('{"a":1}\n')
    expect(blockCopy(fed, 0, 'sse')).toBe('id: 7\nevent: x\r\ndata: {"a":1}\ndata: \n\n')
    expect(blockCopy(fed, 0, 'id')).toBe('7')
    expect(blockCopy(fed, 0, 'json')).toBe('{\n  "a": 1\n}')
  })

  test('of a line of JSON is an event that says the same', () => {
    const fed = fedStream({ contentType: 'application/x-ndjson' })
    fed.push('{"a":1}\n')
    expect(blockCopy(fed, 0, 'sse')).toBe('data: {"a":1}\n\n')
    expect(blockCopy(fed, 0, 'id')).toBeNull()
  })

  test('as JSON keeps every digit, and every value', () => {
    expect(indented('{"n":12345678901234567890,"e":{},"l":[ ],"s":"a,b: {"}')).toBe(
      '{\n  "n": 12345678901234567890,\n  "e": {},\n  "l": [],\n  "s": "a,b: {"\n}',
    )
    fc.assert(
      fc.property(fc.json(), text => {
        expect(JSON.parse(indented(text) ?? '')).toEqual(JSON.parse(text))
      }),
    )
    expect(indented('no JSON')).toBeNull()
  })
})

test('bytes are written with offset, hexadecimal and what is printable', () => {
  expect(hexDump(new TextEncoder().encode('data: é\n0123456789'), 256)).toBe(
    [
      '00000100  64 61 74 61 3a 20 c3 a9 0a 30 31 32 33 34 35 36  data: ···0123456',
      '00000110  37 38 39                                         789',
    ].join('\n'),
  )
})
