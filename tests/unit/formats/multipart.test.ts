import { describe, expect, test } from 'vitest'
import { CHECK_LIMIT } from '../../../lib/formats/json-check'
import { multipart } from '../../../lib/formats/multipart'
import { bytesOf, type Piece, parseChunks } from '../event-stream/parsing'

const GRAPHQL = 'multipart/mixed; boundary="-"; deferSpec=20220824'
const parse = (contentType: string, ...chunks: readonly (Piece | { missing: number })[]) =>
  parseChunks(chunks, handlers => multipart.createParser(handlers, contentType))
const read = (contentType: string, text: string) => {
  const body = bytesOf(text)
  const { blocks } = parse(contentType, body)
  return blocks.map(
    ({ kind, start, end }) => [kind, multipart.readBlock(body.subarray(start, end), start)] as const,
  )
}

const HEAD = 'Content-Type: application/json; charset=utf-8\r\nContent-Length: 12'
const part = (json: string) => `\r\n${HEAD}\r\n\r\n${json}\r\n---`
const BODY = `---${part('{"data":{},"hasNext":true}')}${part('{"incremental":[],"hasNext":false}')}--\r\n`

describe('parts', () => {
  test('each begins behind a delimiter’s line and is complete with the next delimiter', () => {
    const { blocks, problems } = parse(GRAPHQL, BODY)
    expect(problems).toEqual([])
    const first = 5 + part('{"data":{},"hasNext":true}').length - 2
    expect(blocks).toMatchObject([
      { kind: 'event', start: 5, end: first, type: 'application/json' },
      { kind: 'event', start: first + 2, end: BODY.length - 4, type: 'application/json' },
    ])
  })

  test('are read as headers and data', () =>
    expect(read(GRAPHQL, BODY)[0]).toEqual([
      'event',
      {
        type: 'application/json',
        data: '{"data":{},"hasNext":true}',
        id: null,
        retry: null,
        comments: [],
        fields: [
          { name: 'Content-Type', value: 'application/json; charset=utf-8', start: 5, end: 50 },
          { name: 'Content-Length', value: '12', start: 52, end: 70 },
        ],
      },
    ]))

  test('may have no headers, no content, several lines, or binary content', () => {
    const text = '--b\r\n\r\nplain\r\nlines\r\n\r\n--b\r\nA: 1\r\n\r\n--b\r\n\r\n\0\x01\r\n--b--'
    expect(read('multipart/mixed; boundary=b', text).map(([, { data }]) => data)).toEqual([
      'plain\r\nlines\r\n',
      '',
      '00 01',
    ])
  })

  test.each([
    'multipart/mixed; boundary=b;x=y',
    'Multipart/Mixed;BOUNDARY="b"',
    'multipart/mixed; a="; boundary=z"; boundary=b ',
  ])('the boundary is found in %j', type =>
    expect(parse(type, '--b\r\n\r\n1\r\n--b--')).toMatchObject({ blocks: [{ kind: 'event' }], problems: [] }),
  )

  test('a delimiter may have white space behind it, and must begin its line', () =>
    expect(
      read('multipart/mixed; boundary=b', '--b \t\r\n\r\nx--b\r\n -b--b\r\n--b--').map(
        ([, { data }]) => data,
      ),
    ).toEqual(['x--b\r\n -b--b']))

  test('what is before the first and behind the last is a comment, unless it is white space', () => {
    const text = 'Hello\r\n\r\nyou\r\n--b\r\n\r\n1\r\n--b--\r\nBye\r\n--b\r\n'
    expect(
      read('multipart/mixed; boundary=b', text).map(([kind, { comments, data }]) => [kind, comments, data]),
    ).toEqual([
      ['comment', ['Hello\r\n\r\nyou'], 'Hello\r\n\r\nyou'],
      ['event', [], '1'],
      ['comment', ['Bye\r\n--b'], 'Bye\r\n--b'],
    ])
    expect(read('multipart/mixed; boundary=b', '\r\n--b\r\n\r\n1\r\n--b--\r\n \r\n')).toHaveLength(1)
  })
})

describe('problems', () => {
  const problems = (type: string, text: string) => parse(type, text).problems

  test('a part that says JSON and is none', () =>
    expect(problems(GRAPHQL, `---${part('{"a":}')}--`)).toEqual([
      { code: 'invalid-json', offset: 5 + HEAD.length + 4, length: 6, value: '{"a":}' },
    ]))

  test('a content type without boundary: the first line that looks like a delimiter tells it', () => {
    expect(parse('multipart/mixed', 'x\r\n--gc0\r\n', '\r\n1\r\n--gc', '0--')).toMatchObject({
      blocks: [
        { kind: 'comment', start: 0, end: 8 },
        { kind: 'event', start: 10 },
      ],
      problems: [{ code: 'missing-boundary', offset: 3, length: 5, value: '--gc0' }],
    })
    expect(problems('multipart/mixed', '{"error":1}')).toMatchObject([
      { code: 'missing-boundary', offset: 0, length: 0 },
      { code: 'unterminated-block' },
    ])
  })

  test('a delimiter with LF alone before it', () =>
    expect(parse('multipart/mixed; boundary=b', '--b\n\n1\n--b--')).toMatchObject({
      blocks: [{ kind: 'event', start: 4, end: 10 }],
      problems: [{ code: 'bare-line-feed', offset: 6, length: 1 }],
    }))

  test('an end without closing delimiter', () => {
    expect(parse(GRAPHQL, `---${part('{}')}\r\n`)).toMatchObject({
      blocks: [{ kind: 'event' }],
      problems: [{ code: 'unclosed-multipart' }],
    })
    expect(problems(GRAPHQL, `---${part('{}')}`)).toMatchObject([{ code: 'unclosed-multipart' }])
    expect(parse(GRAPHQL, `---\r\n${HEAD}\r\n\r\n{"a"`)).toMatchObject({
      blocks: [{ kind: 'unterminated', start: 5 }],
      problems: [{ code: 'unterminated-block', value: 'application/json' }],
    })
  })

  test('more than the check limit of a part is not held, nor checked', () =>
    expect(problems(GRAPHQL, `---${part('x'.repeat(CHECK_LIMIT + 1))}--`)).toEqual([]))
})

test('after missing bytes the next delimiter begins a part', () => {
  const at = BODY.indexOf('"hasNext"')
  expect(parse(GRAPHQL, BODY.slice(0, at), { missing: 9 }, BODY.slice(at + 9))).toMatchObject({
    blocks: [{ kind: 'partial', start: 5 }, { kind: 'event' }],
    problems: [],
  })
  expect(parse(GRAPHQL, { missing: 3 }, BODY.slice(3)).blocks).toMatchObject([
    { kind: 'partial', start: 3 },
    { kind: 'event' },
  ])
})
