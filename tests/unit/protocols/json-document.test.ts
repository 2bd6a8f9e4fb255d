import fc from 'fast-check'
import jsonPatch from 'fast-json-patch'
import { expect, test } from 'vitest'
import { applyMergePatch, applyPatch, setValue } from '../../../lib/protocols/json-changes'
import { createJsonDocument, type Draft, type JsonDocument } from '../../../lib/protocols/json-document'

const LAST = Number.POSITIVE_INFINITY
const readValue = (document: JsonDocument, block = LAST): unknown => {
  const text = document.at(block)
  return text === '' ? undefined : JSON.parse(text)
}

const documentOf = (value: unknown, ...changes: ((draft: Draft) => void)[]) => {
  const document = createJsonDocument()
  const faults = [setValue(value), ...changes].map((change, block) => document.change(block, change))
  return { document, fault: faults.find(fault => fault !== null) ?? null }
}

/** [spec] RFC 6902, appendix A: the document, the patch, and what comes of it; null for an error. */
const PATCHES: readonly (readonly [section: string, document: unknown, patch: unknown[], result: unknown])[] =
  [
    ['A.1', { foo: 'bar' }, [{ op: 'add', path: '/baz', value: 'qux' }], { foo: 'bar', baz: 'qux' }],
    [
      'A.2',
      { foo: ['bar', 'baz'] },
      [{ op: 'add', path: '/foo/1', value: 'qux' }],
      { foo: ['bar', 'qux', 'baz'] },
    ],
    ['A.3', { baz: 'qux', foo: 'bar' }, [{ op: 'remove', path: '/baz' }], { foo: 'bar' }],
    ['A.4', { foo: ['bar', 'qux', 'baz'] }, [{ op: 'remove', path: '/foo/1' }], { foo: ['bar', 'baz'] }],
    ['A.5', { baz: 'qux' }, [{ op: 'replace', path: '/baz', value: 'boo' }], { baz: 'boo' }],
    [
      'A.6',
      { foo: { bar: 'baz', waldo: 'fred' }, qux: { corge: 'grault' } },
      [{ op: 'move', from: '/foo/waldo', path: '/qux/thud' }],
      { foo: { bar: 'baz' }, qux: { corge: 'grault', thud: 'fred' } },
    ],
    [
      'A.7',
      { foo: ['all', 'grass', 'cows', 'eat'] },
      [{ op: 'move', from: '/foo/1', path: '/foo/3' }],
      { foo: ['all', 'cows', 'eat', 'grass'] },
    ],
    [
      'A.8',
      { baz: 'qux', foo: ['a', 2, 'c'] },
      [
        { op: 'test', path: '/baz', value: 'qux' },
        { op: 'test', path: '/foo/1', value: 2 },
      ],
      { baz: 'qux', foo: ['a', 2, 'c'] },
    ],
    ['A.9', { baz: 'qux' }, [{ op: 'test', path: '/baz', value: 'bar' }], null],
    [
      'A.10',
      { foo: 'bar' },
      [{ op: 'add', path: '/child', value: { grandchild: {} } }],
      { foo: 'bar', child: { grandchild: {} } },
    ],
    [
      'A.11',
      { foo: 'bar' },
      [{ op: 'add', path: '/baz', value: 'qux', xyz: 123 }],
      { foo: 'bar', baz: 'qux' },
    ],
    ['A.12', { foo: 'bar' }, [{ op: 'add', path: '/baz/bat', value: 'qux' }], null],
    ['A.14', { '/': 9, '~1': 10 }, [{ op: 'test', path: '/~01', value: 10 }], { '/': 9, '~1': 10 }],
    ['A.15', { '/': 9, '~1': 10 }, [{ op: 'test', path: '/~01', value: '10' }], null],
    [
      'A.16',
      { foo: ['bar'] },
      [{ op: 'add', path: '/foo/-', value: ['abc', 'def'] }],
      { foo: ['bar', ['abc', 'def']] },
    ],
    ['4.4, into itself', { a: { b: 1 } }, [{ op: 'move', from: '/a', path: '/a/b' }], null],
    ['4.4, into itself in an array', { a: [{}, {}] }, [{ op: 'move', from: '/a/0', path: '/a/0/b' }], null],
    ['4.1, behind the end', { a: [1] }, [{ op: 'add', path: '/a/2', value: 1 }], null],
    ['4.3, the whole', { a: 1 }, [{ op: 'replace', path: '', value: [1] }], [1]],
    ['4.2, an index with a zero before it', { a: [1, 2] }, [{ op: 'remove', path: '/a/01' }], null],
    ['4, no value', { a: 1 }, [{ op: 'add', path: '/b' }], null],
    ['4, unknown', { a: 1 }, [{ op: 'spam', path: '/a' }], null],
  ]

test.each(PATCHES)('JSON Patch, %s', (_, before, patch, result) => {
  const { document, fault } = documentOf(before, applyPatch(patch))
  expect(readValue(document)).toEqual(result ?? before)
  expect(fault?.kind ?? null).toBe(result === null ? 'not-applied' : null)
})

/** [spec] RFC 7396, appendix A: original, patch, result. */
const MERGES: readonly (readonly [original: unknown, patch: unknown, result: unknown])[] = [
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [
    ['a', 'b'],
    ['c', 'd'],
    ['c', 'd'],
  ],
  [{ a: 'b' }, ['c'], ['c']],
  [{ a: 'foo' }, null, null],
  [{ a: 'foo' }, 'bar', 'bar'],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
]

test.each(MERGES)('JSON Merge Patch: %j with %j', (original, patch, result) => {
  const { document } = documentOf(original, applyMergePatch(patch))
  expect(readValue(document)).toEqual(result)
})

const name = fc.constantFrom('a', 'b', 'a/b', '~', '0', '')
const json = fc.letrec(tie => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(1, 'x', null, true),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3 }),
  ),
})).value

const token = (step: string) => step.replaceAll('~', '~0').replaceAll('/', '~1')

/** Most ways lead somewhere: they go down into the value as it stands. */
const waysInto = (value: unknown, way = ''): string[] => {
  if (typeof value !== 'object' || value === null) return [way]
  const inner = Object.entries(value).flatMap(([step, each]) => waysInto(each, `${way}/${token(step)}`))
  return [way, `${way}/-`, `${way}/a`, `${way}/1`, ...inner]
}

const choice = fc.record({
  op: fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test'),
  path: fc.nat(),
  from: fc.nat(),
  value: json,
})

interface Change {
  patch: readonly { op: string; path: string; from: string; value: unknown }[]
}

/** Makes the changes, and tells the values that a reference makes: one before the first, one after each. */
const follow = (start: object, picked: readonly (readonly Pick[])[]) => {
  const document = createJsonDocument()
  document.change(0, setValue(start))
  const states: unknown[] = [copy(start)]
  let applied = 0
  let possible = 0
  for (const picks of picked) {
    const before = states.at(-1)
    const { patch } = aimed(before, picks)
    const fault = document.change(states.length, applyPatch(patch))
    const after = patchedBy(before, patch)
    if (after) possible++
    if (fault === null) {
      expect(after, JSON.stringify({ before, patch })).not.toBeNull()
      applied++
    }
    states.push(fault === null ? after?.value : before)
  }
  return { document, states, applied, possible }
}

type Pick = typeof choice extends fc.Arbitrary<infer Value> ? Value : never

const aimed = (value: unknown, picks: readonly Pick[]): Change => {
  const ways = waysInto(value)
  const way = (pick: number) => ways[pick % ways.length] ?? ''
  return { patch: picks.map(({ path, from, ...rest }) => ({ ...rest, path: way(path), from: way(from) })) }
}

const copy = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

const patchedBy = (before: unknown, patch: Change['patch']): { value: unknown } | null => {
  try {
    return { value: jsonPatch.applyPatch(copy(before), [...patch] as never, true, true, false).newDocument }
  } catch {
    return null
  }
}

test('a patched document is what fast-json-patch makes of it, and can be read as it was after each patch', () => {
  let applied = 0
  let possible = 0
  fc.assert(
    fc.property(
      fc.dictionary(name, json),
      fc.array(fc.array(choice, { minLength: 1, maxLength: 3 }), { maxLength: 8 }),
      fc.array(fc.nat(), { maxLength: 6 }),
      (start, picked, visits) => {
        const { document, states, ...counts } = follow(start, picked)
        applied += counts.applied
        possible += counts.possible
        for (const visit of [...visits, states.length - 1]) {
          const block = visit % states.length
          expect(readValue(document, block)).toEqual(states[block])
        }
      },
    ),
    { numRuns: 2000 },
  )
  // The library also takes what is not there from `from`.
  expect(applied / possible).toBeGreaterThan(0.8)
})

/** [spec] RFC 7396, 2, as it stands there. */
const merged = (target: unknown, patch: unknown): unknown => {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch
  const isObject = typeof target === 'object' && target !== null && !Array.isArray(target)
  const members = new Map<string, unknown>(isObject ? Object.entries(target) : [])
  for (const [key, value] of Object.entries(patch))
    if (value === null) members.delete(key)
    else members.set(key, merged(members.get(key), value))
  return Object.fromEntries(members)
}

test('a merged document is what the RFC makes of it, and can be read as it was after each patch', () => {
  fc.assert(
    fc.property(fc.array(json, { minLength: 1, maxLength: 8 }), fc.array(fc.nat()), (patches, visits) => {
      const document = createJsonDocument()
      const states: unknown[] = []
      patches.forEach((patch, block) => {
        expect(document.change(block, applyMergePatch(patch))).toBeNull()
        states.push(merged(states.at(-1), patch))
      })
      for (const visit of [...visits, states.length - 1]) {
        const block = visit % states.length
        expect(readValue(document, block)).toEqual(states[block])
      }
    }),
    { numRuns: 1000 },
  )
})

test('nothing stands there before the first change', () => {
  const document = createJsonDocument()
  document.change(5, setValue({ a: 1 }))
  expect(document.at(4)).toBe('')
  expect(document.at(5)).toBe('{"a":1}')
})

test('what a change took away is forgotten where it is too much, and counted', () => {
  const document = createJsonDocument(10_000)
  const text = 'x'.repeat(900)
  for (let block = 0; block < 100; block++)
    expect(document.change(block, setValue({ block, text }))).toBeNull()
  expect(JSON.parse(document.at(LAST))).toEqual({ block: 99, text })
  expect(JSON.parse(document.at(98))).toEqual({ block: 98, text })
  expect(document.at(0)).toBe('')
  expect(document.omittedAt(0)).toBeGreaterThan(80_000)
  expect(document.omittedAt(LAST)).toBe(0)
})

test('a value that grows beyond what is kept stays as it was, and what came is counted', () => {
  const document = createJsonDocument(10_000)
  document.change(0, setValue(['x'.repeat(900)]))
  const double = applyPatch([{ op: 'copy', from: '', path: '/-' }])
  const faults = Array.from({ length: 20 }, (_, block) => document.change(block + 1, double))
  expect(faults[0]).toBeNull()
  expect(faults.at(-1)).toMatchObject({ kind: 'too-large' })
  expect(document.at(LAST).length).toBeLessThan(10_000)
  expect(document.omittedAt(LAST)).toBeGreaterThan(0)
  expect(document.change(50, applyPatch([{ op: 'replace', path: '', value: 1 }]))).toBeNull()
  expect(document.at(LAST)).toBe('1')
})

test('a value nested too deep is left out whole', () => {
  const deep: unknown = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`)
  const { document, fault } = documentOf({ a: 1 }, applyPatch([{ op: 'add', path: '/b', value: deep }]))
  expect(fault?.kind).toBe('too-deep')
  expect(document.at(LAST)).toBe('{"a":1}')
})

test('what the stream’s value becomes later does not reach the document', () => {
  const value = { list: [1] }
  const { document } = documentOf(value)
  document.change(1, applyPatch([{ op: 'add', path: '/list/-', value: 2 }]))
  expect(value).toEqual({ list: [1] })
  value.list.push(9)
  expect(readValue(document)).toEqual({ list: [1, 2] })
})

test('names of prototypes are members like others', () => {
  const start: unknown = JSON.parse('{"a":{}}')
  const { document, fault } = documentOf(
    start,
    applyPatch([
      { op: 'add', path: '/__proto__', value: { polluted: 1 } },
      { op: 'add', path: '/__proto__/more', value: 2 },
    ]),
    applyMergePatch(
      JSON.parse('{"constructor":{"prototype":{"polluted":1}},"a":{"__proto__":{"polluted":1}}}'),
    ),
  )
  expect(fault).toBeNull()
  expect(document.at(LAST)).toBe(
    '{"a":{"__proto__":{"polluted":1}},"__proto__":{"polluted":1,"more":2},"constructor":{"prototype":{"polluted":1}}}',
  )
  expect('polluted' in {}).toBe(false)
})

test('arrays have no members but their elements', () => {
  const { document, fault } = documentOf(
    { a: [1] },
    applyPatch([{ op: 'replace', path: '/a/length', value: 0 }]),
  )
  expect(fault).toMatchObject({ kind: 'not-applied', detail: 'replace /a/length' })
  expect(document.at(LAST)).toBe('{"a":[1]}')
})
