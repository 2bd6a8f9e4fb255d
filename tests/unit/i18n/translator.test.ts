import { expect, test } from 'vitest'
import { resolveLocale } from '../../../lib/i18n/locale'
import { createTranslator } from '../../../lib/i18n/translator'

const english = createTranslator('en')
const chinese = createTranslator('zh-CN')

test('plural forms follow the number, which is written the locale’s way', () => {
  expect(english.t('status.events', { count: 1 })).toBe('1 event')
  expect(english.t('status.events', { count: 12_345 })).toBe('12,345 events')
  expect(chinese.t('status.events', { count: 1 })).toBe('1 个事件')
})

test('what stands in an argument is not looked into again', () => {
  const text = english.t('empty.filter', { filter: '{filter} {count} $& $1' })
  expect(text).toBe('No event matches “{filter} {count} $& $1”')
})

test.each([
  [0, '0 ms'],
  [0.04, '0.0 ms'],
  [9.94, '9.9 ms'],
  [41.2, '41 ms'],
  [999.4, '999 ms'],
  [999.6, '1.00 s'],
  [59_999, '59.99 s'],
  [60_000, '1 min 0 s'],
  [3_725_000, '1 h 2 min'],
])('%d ms is written %s', (value, shown) => {
  expect(english.duration(value)).toBe(shown)
})

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [99_940, '99.9 kB'],
  [123_456, '123 kB'],
  [999_600, '1.0 MB'],
  [52_428_800, '52.4 MB'],
])('%d bytes are written %s', (value, shown) => {
  expect(english.bytes(value)).toBe(shown)
})

test('a time of day has milliseconds', () => {
  const at = new Date(2026, 10, 21, 4, 5, 6, 78).getTime()
  expect(english.clock(at)).toBe('04:05:06.078')
  expect(english.dateTime(at)).toBe('Nov 21, 2026 04:05:06.078')
})

test.each([
  ['en-GB', 'en'],
  ['de', 'en'],
  ['zh', 'zh-CN'],
  ['zh_CN', 'zh-CN'],
  ['zh-Hans-SG', 'zh-CN'],
  ['zh-TW', 'en'],
  ['zh-Hant', 'en'],
])('%s is served in %s', (tag, locale) => {
  expect(resolveLocale(tag)).toBe(locale)
})
