import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  childNodes,
  JSON_LIMIT,
  JSON_MARKUP_LIMIT,
  type JsonNode,
  jsonPreview,
  parseJson,
  sourceOf,
  stringOf,
} from '../../../lib/views/json-node'

const rootOf = (text: string): JsonNode => {
  const root = parseJson(text)
  if (!root) throw new Error('No JSON object or array.')
  return root
}

/** Builds the value back from the nodes. */
const rebuild = (text: string, node: JsonNode): unknown => {
  const children = childNodes(text, node).map((child): [string, unknown] => [
    child.name ?? '',
    rebuild(text, child),
  ])
  if (node.kind === 'array') return children.map(([, value]) => value)
  if (node.kind === 'object') return Object.fromEntries(children)
  return node.kind === 'string' ? stringOf(text, node) : JSON.parse(sourceOf(text, node))
}

test.each(['1', '"text"', 'null', '', '{', '[1,]', '{a:1}', 'data', '{} {}'])(
  '%s is not shown as a tree',
  text => {
    expect(parseJson(text)).toBeNull()
  },
)

test('a text too long to check at once is not shown as a tree', () => {
  expect(parseJson(`["${'x'.repeat(JSON_LIMIT)}"]`)).toBeNull()
  expect(parseJson(`["${'x'.repeat(JSON_LIMIT - 4)}"]`)).not.toBeNull()
  expect(parseJson(`[${'1,'.repeat(JSON_MARKUP_LIMIT / 2)}1]`)).toBeNull()
  expect(parseJson(`[${'1,'.repeat(JSON_MARKUP_LIMIT / 2 - 2)}1]`)).not.toBeNull()
})

test('a string without an end is no JSON', () => {
  expect(parseJson('["x')).toBeNull()
})

test('nodes give back any JSON, however it is spaced', () => {
  const containers = fc.jsonValue().filter(value => typeof value === 'object' && value !== null)
  fc.assert(
    fc.property(containers, fc.constantFrom(undefined, 2, '\t'), (value, space) => {
      const text = ` ${JSON.stringify(value, null, space)}\n`
      expect(rebuild(text, rootOf(text))).toEqual(JSON.parse(text))
    }),
  )
})

test('numbers keep every digit and names their order and repeats', () => {
  const text = '{"b":12345678901234567890,"1":1.0,"b":1e400}'
  const nodes = childNodes(text, rootOf(text))
  expect(nodes.map(node => [node.name, sourceOf(text, node)])).toEqual([
    ['b', '12345678901234567890'],
    ['1', '1.0'],
    ['b', '1e400'],
  ])
})

test('a hundred thousand levels are walked one at a time', () => {
  const text = '['.repeat(100_000) + ']'.repeat(100_000)
  const [inner] = childNodes(text, rootOf(text))
  expect(inner).toMatchObject({ kind: 'array', start: 1, end: 199_999 })
})

test('a preview is one line and says that it is cut', () => {
  const text = '{\n  "name": "value"\n}'
  expect(jsonPreview(text, rootOf(text))).toBe('{ "name": "value" }')
  expect(jsonPreview(text, rootOf(text), 5)).toBe('{ "na…')
})
