import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ByteStore } from '../../../lib/session/types'
import { createByteSearch, readNeedle } from '../../../lib/views/byte-search'
import { fedStream } from '../session/fed-stream'

const needle = (text: string, isHex = false) => {
  const read = readNeedle(text, isHex)
  if (!read) throw new Error('Nothing to look for.')
  return read
}

const find = (bytes: ByteStore, text: string, budget = 1000, isHex = false) => {
  const search = createByteSearch(bytes, needle(text, isHex))
  while (search.scan(budget));
  return search.hits
}

test.each([
  ['a\\r\\n', false, [0x61, 13, 10]],
  ['\\x00\\xFF', false, [0, 255]],
  ['\\\\x41', false, [0x5c, 0x78, 0x34, 0x31]],
  ['é', false, [0xc3, 0xa9]],
  ['0d 0A', true, [13, 10]],
  ['0x0d0a', true, [13, 10]],
  ['0d0', true, [0x30, 0x64, 0x30]],
])('%s, hex %s, stands for bytes', (text, isHex, bytes) => {
  expect([...needle(text, isHex).bytes]).toEqual(bytes)
})

test('every place is found, whatever the steps and chunks', () => {
  const body = fc.stringMatching(/^[abA]{0,80}$/)
  fc.assert(
    fc.property(
      body,
      fc.stringMatching(/^[ab]{1,4}$/),
      fc.integer({ min: 1, max: 20 }),
      (text, wanted, budget) => {
        const stream = fedStream()
        for (const piece of text.match(/.{1,7}/g) ?? []) stream.push(piece)
        const lower = text.toLowerCase()
        const expected = [...lower].map((_, at) => at).filter(at => lower.startsWith(wanted, at))
        expect(find(stream.bytes, wanted, budget)).toEqual(expected)
      },
    ),
  )
})

test('what comes later is found where it began before', () => {
  const stream = fedStream()
  stream.push('xxab')
  const search = createByteSearch(stream.bytes, needle('abc'))
  expect(search.scan(100)).toBe(false)
  stream.push('cabc')
  while (search.scan(100));
  expect(search.hits).toEqual([2, 5])
})

test('nothing is found in or across bytes that were dropped', () => {
  const stream = fedStream()
  stream.push('ab')
  stream.pushLost(1, 5)
  stream.push('abab')
  expect(find(stream.bytes, 'ba', 3)).toEqual([8])
  expect(find(stream.bytes, 'ab', 3)).toEqual([0, 7, 9])
})
