import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Stream } from '../../../lib/session/types'
import { createEventFilter } from '../../../lib/views/event-filter'
import { parseFilter } from '../../../lib/views/filter-parser'
import { fedStream } from '../session/fed-stream'

const hitsOf = (stream: Stream, text: string, budget = 10_000_000) => {
  const { filter, error } = parseFilter(text)
  if (error) throw new Error(`${text}: ${error.code} at ${error.at}`)
  const found = createEventFilter(stream, filter)
  while (found.scan(budget));
  return Array.from({ length: found.length }, (_, hit) => found.blockAt(hit))
}

const chat = () => {
  const fed = fedStream()
  fed.push('retry: 500\n\n', 100)
  fed.push('event: delta\nid: a1\ndata: {"n":1,"choices":[{"delta":{"content":"Hello"}}]}\n\n', 20)
  fed.push(
    ': beat\n\nevent: delta\ndata: {"n":20,"choices":[{"delta":{"content":"world"}},{"delta":{}}]}\n\n',
    700,
  )
  fed.push(
    'event: tool\nid: b2\ndata: {"n":"20","args":"{\\"city\\":\\"Paris\\"}","ok":true,"none":null}\n\n',
    5,
  )
  fed.push('event: delta.end\nda', 50)
  fed.push('ta: plain é text\n\ndata: cut', 1200)
  fed.close()
  return fed
}

test.each([
  ['type:delta', [1, 3, 5]],
  ['type=delta', [1, 3]],
  ['type!=delta', [0, 2, 4, 5, 6]],
  // Comments and blocks that are dispatched by nobody have no type.
  ['type:message', []],
  ['-type=message kind:comment', [2]],
  ['message', []],
  ['type:/^delta$/', [1, 3]],
  ['id:a', [1, 2, 3]],
  ['id=b2', [4, 5, 6]],
  ['data:HELLO', [1]],
  ['data:delta', [1, 3]],
  ['delta', [1, 3, 5]],
  ['/Hello|plain/', [1, 5]],
  ['/hello/', []],
  ['/hello/i', [1]],
  ['/^b2$/', [4, 5, 6]],
  ['size<20', [0, 2, 6]],
  ['gap>500', [2, 5]],
  ['gap>0.5s gap<1s', [2]],
  ['gap=0', [3, 6]],
  ['time:100-120', [0, 1]],
  ['chunk:3', [2, 3]],
  ['chunk:5', [5]],
  ['chunk:6', [5, 6]],
  ['chunk!=3 chunk<=4', [0, 1, 4]],
  ['kind:comment OR kind:retry', [0, 2]],
  ['kind:unterminated', [6]],
  ['-kind:event', [0, 2, 6]],
  ['$.choices[0].delta.content:o', [1, 3]],
  ['$.choices[0].delta.content=Hello', [1]],
  ['$.choices[*].delta.content', [1, 3]],
  ['$.choices[1]', [3]],
  ['$.choices[-1].delta.content', [1]],
  ['$.n=20', [3, 4]],
  ['$.n="20"', [4]],
  ['$.n>5', [3]],
  ['$.n!=1', [0, 2, 3, 4, 5, 6]],
  ['$.ok=true', [4]],
  ['$.none=null', [4]],
  ['$.none', [4]],
  ['$.args.city=Paris', [4]],
  ['data.args:/par/i', [4]],
  ['$.choices[0]:world', [3]],
  ['type:delta -$.n>5 OR "é text"', [1, 5]],
])('%s finds its blocks', (text, blocks) => {
  expect(hitsOf(chat(), text)).toEqual(blocks)
})

describe('for any expression', () => {
  const atoms = fc.constantFrom(
    'type:delta',
    'o',
    'gap>500',
    '$.n>5',
    '-kind:event',
    '/l+o/',
    'id:a1',
    'size<20',
  )
  const all = hitsOf(chat(), 'size>=0')

  test('NOT, AND and OR are complement, section and union, however they are sliced', () => {
    fc.assert(
      fc.property(atoms, atoms, fc.integer({ min: 1, max: 2000 }), (a, b, budget) => {
        const fed = chat()
        const [left, right] = [hitsOf(fed, a), hitsOf(fed, b)]
        const isIn = (list: number[]) => (block: number) => list.includes(block)
        expect(hitsOf(fed, `-(${a})`, budget)).toEqual(all.filter(block => !left.includes(block)))
        expect(hitsOf(fed, `${a} ${b}`, budget)).toEqual(left.filter(isIn(right)))
        const union = all.filter(block => left.includes(block) || right.includes(block))
        expect(hitsOf(fed, `${a} OR ${b}`, budget)).toEqual(union)
      }),
      { numRuns: 60 },
    )
  })
})

test('a regular expression that would take forever elsewhere is done at once', () => {
  const fed = fedStream()
  fed.push(`data: ${'a'.repeat(50_000)}!\n\n`)
  expect(hitsOf(fed, '/^(a+)+$/')).toEqual([])
  expect(hitsOf(fed, '/(a|aa)+!/')).toEqual([0])
  expect(hitsOf(fed, '/(.*)(.*)(.*)(.*)(.*)b/')).toEqual([])
})

test('what is too large to be looked at in full is counted', () => {
  const fed = fedStream()
  fed.push(`data: {"a":"${'x'.repeat(1_200_000)}","b":1}\n\n`)
  fed.push('data: {"b":1}\n\n')
  const { filter } = parseFilter('$.b=1')
  const found = createEventFilter(fed, filter)
  while (found.scan(1));
  expect([found.length, found.blockAt(0), found.cut]).toEqual([1, 1, 1])
})

test('large blocks take part in AND, OR and NOT piece by piece', () => {
  const fed = fedStream()
  fed.push(`event: big\ndata: ${'x'.repeat(600_000)}end\n\n`)
  fed.push('data: end\n\n')
  expect(hitsOf(fed, 'end', 1)).toEqual([0, 1])
  expect(hitsOf(fed, '-end', 1)).toEqual([])
  expect(hitsOf(fed, 'type:big end', 1)).toEqual([0])
  expect(hitsOf(fed, '-"no such" type:big', 1)).toEqual([0])
  expect(hitsOf(fed, 'nothing OR size>1kB', 1)).toEqual([0])
})

test('hidden kinds are left out with a filter and without', () => {
  const fed = chat()
  const found = createEventFilter(fed, null, ['comment', 'retry'])
  found.scan(10_000_000)
  expect(Array.from({ length: found.length }, (_, hit) => found.blockAt(hit))).toEqual([1, 3, 4, 5, 6])
  expect(found.hitsBefore(4)).toBe(2)
})

test('values whose names a page chose to harm are values', () => {
  const fed = fedStream()
  fed.push('data: {"__proto__":{"x":1},"constructor":2}\n\ndata: {}\n\n')
  expect(hitsOf(fed, '$.__proto__.x=1')).toEqual([0])
  expect(hitsOf(fed, '$.constructor')).toEqual([0])
  expect(hitsOf(fed, '$.toString')).toEqual([])
})
