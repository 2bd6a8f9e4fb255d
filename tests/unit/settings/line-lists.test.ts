import { expect, test } from 'vitest'
import { addIgnored, ignoredEntry, isIgnoredFinding } from '../../../lib/settings/ignored-findings'
import { readSettings } from '../../../lib/settings/settings'
import { openSettings } from '../../../lib/settings/store'
import { matchesUrl, patternFor, readUrlPattern } from '../../../lib/settings/url-pattern'
import { fakeStorage } from './fake-storage'

const long = `https://api.example/${'a'.repeat(400)}?q=1`
const kept = ['silent https://a.test/*', 'refused https://b.test/*']
const full = Array.from({ length: 1000 }, (_, index) => `silent https://a.test/${index}`)

test.each([long, `https://api.example/${'b'.repeat(279)}`, 'https://a.test/with space?q'])(
  'the pattern for %s is one, and the address is of it',
  url => {
    const pattern = patternFor(url)
    expect(readUrlPattern(pattern)).toBe(pattern)
    expect(matchesUrl(pattern, url)).toBe(true)
  },
)

test('an entry for a long address leaves the others as they are when it is read again', () => {
  const list = addIgnored(kept, 'silent', long)
  expect(list?.slice(0, 2)).toEqual(kept)
  const { settings, problems } = readSettings({ ignoredFindings: list })
  expect([settings.ignoredFindings, problems]).toEqual([list, []])
  expect(isIgnoredFinding(settings.ignoredFindings, 'silent', long)).toBe(true)
})

test('a full list takes no more, and an entry that it has is none', () => {
  expect(addIgnored(full, 'silent', 'https://b.test/')).toBeNull()
  expect(addIgnored(kept, 'silent', 'https://a.test/?x')).toEqual(kept)
  expect(addIgnored(full.slice(1), 'silent', 'https://b.test/')?.length).toBe(1000)
})

test.each([
  ['ignoredFindings', [...kept, ignoredEntry('silent', long), 7], kept],
  ['ignoredFindings', [...full, 'silent https://b.test/*'], full],
  ['budgets', ['https://a.test/* gap=1', 'nonsense'], ['https://a.test/* gap=1']],
  ['ignoredOrigins', ['https://a.test', 'https://a.test/path'], ['https://a.test']],
] as const)(
  'of a stored list %s the entries that can be used stay, and the rest is told',
  (name, stored, good) => {
    const { settings, problems } = readSettings({ [name]: stored })
    expect(settings[name]).toEqual(good)
    expect(problems.map(({ setting }) => setting)).toEqual([name])
  },
)

test('a repair stores the entries that can be used', async () => {
  const { storage, items } = fakeStorage({ ignoredFindings: [...kept, 'no entry at all'] })
  const store = await openSettings(storage)
  await store.repair()
  expect(items).toEqual({ ignoredFindings: kept })
})
