import { expect, test } from 'vitest'
import { RULES } from '../../../lib/diagnostics/list'
import { FINDING_TEXTS, type FindingTextCode } from '../../../lib/i18n/findings/finding-text'

const { en, 'zh-CN': zh } = FINDING_TEXTS
const codes = Object.keys(en) as FindingTextCode[]
const namesIn = (texts: readonly string[]) => [...new Set(texts.join(' ').match(/\{\w+\}/g))].sort()

test('everything a rule can find has its texts', () => {
  const found = RULES.flatMap(rule => rule.codes)
  expect(found.filter(code => !Object.hasOwn(en, code))).toEqual([])
  expect(new Set(found).size).toBe(found.length)
})

test.each(codes)('%s says the same in both languages, with a page that says more', code => {
  const [english, chinese] = [en[code], zh[code]]
  expect(namesIn([chinese.title, chinese.why, chinese.fix])).toEqual(
    namesIn([english.title, english.why, english.fix]),
  )
  for (const { title, why, fix, source } of [english, chinese]) {
    expect([title, why, fix].every(text => text.trim() !== '')).toBe(true)
    expect(new URL(source).protocol).toBe('https:')
  }
})
