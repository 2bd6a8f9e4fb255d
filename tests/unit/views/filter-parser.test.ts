import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quoted } from '../../../lib/views/filter-completion'
import { parseFilter } from '../../../lib/views/filter-parser'
import type { Filter } from '../../../lib/views/filter-types'
import { printPath } from '../../../lib/views/json-path'

/** The filter in a few letters, so that its shape is seen. */
const sketch = (filter: Filter | null): string => {
  if (!filter) return ''
  switch (filter.op) {
    case 'and':
    case 'or':
      return `(${filter.terms.map(sketch).join(filter.op === 'and' ? ' & ' : ' | ')})`
    case 'not':
      return `!${sketch(filter.term)}`
    case 'text':
      return `${filter.field}${filter.comparison}${filter.value.text}`
    case 'regex':
      return `${filter.field}:/${filter.regex.source}/${filter.regex.flags}`
    case 'number':
      return `${filter.field}${filter.comparison}${filter.low}..${filter.high}`
    case 'kind':
      return `kind:${filter.is}`
    case 'path':
      return `${printPath(filter.path)} ${filter.test.op}`
  }
}

const read = (text: string) => {
  const { filter, error } = parseFilter(text)
  return error ? `${error.code} ${error.at}+${error.length}` : sketch(filter)
}

test.each([
  ['', ''],
  ['hello', 'any:hello'],
  ['hello world', '(any:hello & any:world)'],
  ['a AND b OR c d', '((any:a & any:b) | (any:c & any:d))'],
  ['a (b OR c)', '(any:a & (any:b | any:c))'],
  ['-a NOT b --c', '(!any:a & !any:b & !!any:c)'],
  ['-(a b)', '!(any:a & any:b)'],
  ['and or not', '(any:and & any:or & any:not)'],
  ['"two words"', 'any:two words'],
  ['"say \\"hi\\" \\n"', 'any:say "hi" \\n'],
  ['"AND"', 'any:AND'],
  ['type:delta', 'type:delta'],
  ['event:delta', 'type:delta'],
  ['type="a b"', 'type=a b'],
  ['id!=7', 'id!=7'],
  ['-type:ping', '!type:ping'],
  ['data:x', 'data:x'],
  ['size>1kB', 'size>1000..1000'],
  ['size>=1.5MB', 'size>=1500000..1500000'],
  ['size:1-2KiB', 'size:1..2048'],
  ['gap>500', 'gap>500..500'],
  ['gap>0.5s', 'gap>500..500'],
  ['time:1s-2min', 'time:1000..120000'],
  ['chunk:3-5', 'chunk:3..5'],
  ['kind:comment', 'kind:comment'],
  ['kind!=event', '!kind:event'],
  ['/a b\\/c/i', 'any:/a b\\/c/i'],
  ['/[/)]/', 'any:/[/)]/'],
  ['type:/^x/', 'type:/^x/'],
  ['$.a.b', '$.a.b exists'],
  ['data.a[0]["b c"]:x', '$.a[0]["b c"] compare'],
  ['$.choices[*].delta.content:/x/', '$.choices[*].delta.content regex'],
  ['$[-1]>=2', '$[-1] compare'],
])('%s is read as %s', (text, expected) => {
  expect(read(text)).toBe(expected)
})

test.each([
  ['http://a.example:80/x?y=1', 'any:http://a.example:80/x?y=1'],
  ['foo(bar)', 'any:foo(bar)'],
  ['(foo(bar))', 'any:foo(bar)'],
  ['"role":"user"', 'any:"role":"user"'],
  ['{"a":"b c"}', 'any:{"a":"b c"}'],
  ["don't", "any:don't"],
  ['5" 6', '(any:5" & any:6)'],
  ['12:30', 'any:12:30'],
  ['a-b', 'any:a-b'],
  ['$5', 'any:$5'],
  ['datatype:x', 'any:datatype:x'],
])('%s is text that looks like more', (text, expected) => {
  expect(read(text)).toBe(expected)
})

test.each([
  ['"abc', 'unclosed-quote 0+4'],
  ['a /b', 'unclosed-regex 2+2'],
  ['/api/v1', 'bad-flags 0+7'],
  ['/a(/', 'bad-regex 0+4'],
  ['type:/(?=a)b/', 'unbounded-regex 5+8'],
  ['/(a)\\1/', 'unbounded-regex 0+7'],
  ['(a', 'unclosed-group 0+1'],
  ['a)', 'unopened-group 1+1'],
  ['a ()', 'empty-group 2+2'],
  ['a OR', 'missing-term 2+2'],
  ['a AND OR b', 'missing-term 2+3'],
  ['OR a', 'missing-term 0+2'],
  ['NOT', 'missing-term 0+3'],
  ['(a OR )', 'missing-term 3+2'],
  ['type: x', 'missing-value 0+5'],
  ['$.a>', 'missing-value 0+4'],
  ['type>a', 'bad-comparison 0+6'],
  ['$.', 'bad-path 0+2'],
  ['$.a..b', 'bad-path 0+6'],
  ['data.a[x]=1', 'bad-path 0+11'],
  ['size>many', 'bad-size 5+4'],
  ['size>1-2', 'bad-size 5+3'],
  ['gap>5kB', 'bad-duration 4+3'],
  ['chunk:first', 'bad-number 6+5'],
  ['chunk:5-3', 'bad-number 6+3'],
  ['kind:odd', 'bad-kind 5+3'],
])('%s says what is wrong and where: %s', (text, expected) => {
  expect(read(text)).toBe(expected)
})

describe('whatever is written', () => {
  const pieces = fc.constantFrom(
    ...[
      'a',
      '"',
      '/',
      '(',
      ')',
      '-',
      ' ',
      'AND',
      'OR',
      'NOT',
      'type:',
      'size>',
      '$.a',
      'data.',
      '[0]',
      '\\',
      '=',
      '1kB',
    ],
  )

  test('it is read, or refused with a place inside the text', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), parts => {
        const text = parts.join('')
        const { filter, error } = parseFilter(text)
        if (!error) return (filter === null) === (text.trim() === '')
        return error.at >= 0 && error.at + error.length <= text.length && error.length > 0
      }),
      { numRuns: 2000 },
    )
  })

  test('any text in quotes means itself', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 50 }), text => {
        const { filter } = parseFilter(`"${text.replace(/["\\]/g, '\\$&')}"`)
        expect(filter).toEqual({ op: 'text', field: 'any', comparison: ':', value: { text, quoted: true } })
      }),
    )
  })

  test('any type can be asked for as completion writes it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 30 }), text => {
        const { filter } = parseFilter(`type=${quoted(text)}`)
        expect(filter).toMatchObject({ op: 'text', field: 'type', comparison: '=', value: { text } })
      }),
    )
  })

  test('any path that is written can be read', () => {
    const step = fc.oneof(fc.string({ maxLength: 12 }), fc.integer({ min: -99, max: 99_999 }))
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), path => {
        expect(parseFilter(printPath(path)).filter).toEqual({ op: 'path', path, test: { op: 'exists' } })
      }),
    )
  })

  test('too long is refused, deep is not', () => {
    expect(read('a'.repeat(2001))).toBe('too-long 2000+1')
    expect(read(`${'('.repeat(999)}a${')'.repeat(999)}`)).toBe('any:a')
  })
})
