import { expect, test } from 'vitest'
import {
  emptyRule,
  isMessageRules,
  isRuleFor,
  MOST_RULES,
  readRules,
  writeRules,
} from '../../../lib/settings/message-rules'

const rule = emptyRule('https://a.example/chat*')

test('rules are written as JSON and read again', () => {
  expect(readRules(writeRules([rule, { ...rule, add: ['a"b', 'c, d'] }]))).toEqual([
    rule,
    { ...rule, add: ['a"b', 'c, d'] },
  ])
  expect(readRules('')).toEqual([])
  expect(writeRules([])).toBe('')
})

test('one rule may stand alone, and leave members out', () => {
  expect(readRules('{"url":"https://a.example/*","text":"t"}')).toEqual([
    {
      name: '',
      url: 'https://a.example/*',
      add: [],
      finish: [],
      error: [],
      info: [],
      text: 't',
      reasoning: '',
      errorText: '',
      end: '',
    },
  ])
})

test.each([
  ['no JSON', '{'],
  ['no address', '{"text":"t"}'],
  ['an unknown member', '{"url":"x","__proto__":{"a":1}}'],
  ['a list that is none', '{"url":"x","add":"y"}'],
  ['a number', '7'],
  ['too many', JSON.stringify(Array.from({ length: MOST_RULES + 1 }, () => rule))],
  ['too long', JSON.stringify({ url: 'x'.repeat(501) })],
])('%s is refused', (_, text) => {
  expect(readRules(text)).toBeNull()
})

test('what is stored is checked as a whole', () => {
  expect(isMessageRules([rule])).toBe(true)
  expect(isMessageRules([{ ...rule, text: 7 }])).toBe(false)
})

test.each([
  ['https://a.example/chat', 'https://a.example/chat', true],
  ['https://a.example/chat', 'https://a.example/chat?x', false],
  ['https://a.example/chat*', 'https://a.example/chat?x', true],
  ['*/chat', 'https://a.example/chat', true],
  ['*a*', 'bab', true],
  ['a*b*c', 'aXbYc', true],
  ['a*b*c', 'aXcYb', false],
  ['a*a', 'a', false],
  ['a.b', 'axb', false],
])('the pattern %s for %s: %s', (url, address, fits) => {
  expect(isRuleFor({ ...rule, url }, address)).toBe(fits)
})

test('a pattern of many stars takes no time', () => {
  expect(isRuleFor({ ...rule, url: '*a'.repeat(200) }, `${'a'.repeat(100_000)}b`)).toBe(false)
})
