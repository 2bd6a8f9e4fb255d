import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { en } from '../../../lib/i18n/en'
import type { Message } from '../../../lib/i18n/message'
import { zhCn } from '../../../lib/i18n/zh-cn'

const keys = Object.keys(en)

const sources = ['components', 'lib/state', 'lib/i18n/format.ts']
  .flatMap(place => (place.endsWith('.ts') ? [place] : readdirSync(place).map(name => join(place, name))))
  .filter(path => /\.tsx?$/.test(path))
  .map(path => readFileSync(path, 'utf8'))
  .join('\n')

/** Keys put together in code: `state.${…}` with a fixed beginning and end. */
const patterns = [...sources.matchAll(/\bt\(\s*`([^`]+)`/g)].map(([, template = '']) => {
  const parts = template.split(/\$\{[^}]*\}/).map(part => part.replaceAll('.', '\\.'))
  return new RegExp(`^${parts.join('[a-z0-9-]+')}$`)
})

const isUsed = (key: string) => sources.includes(`'${key}'`) || patterns.some(pattern => pattern.test(key))

const namesIn = (message: Message) => {
  const texts = typeof message === 'string' ? [message] : Object.values(message)
  return texts.map(text => [...new Set(text.match(/\{\w+\}/g))].sort())
}

test('every language has every key', () => {
  expect(Object.keys(zhCn).sort()).toEqual([...keys].sort())
})

test('every key is used somewhere', () => {
  expect(keys.filter(key => !isUsed(key))).toEqual([])
})

test('every key used is there', () => {
  const used = [...sources.matchAll(/\bt\(\s*'([^']+)'/g)].map(([, key = '']) => key)
  expect(used.length).toBeGreaterThan(50)
  expect(used.filter(key => !keys.includes(key))).toEqual([])
})

test.each(Object.entries(en))(
  '%s takes the same arguments in every language and plural form',
  (key, message) => {
    const forms = [message, new Map<string, Message>(Object.entries(zhCn)).get(key) ?? ''].flatMap(namesIn)
    for (const names of forms) expect(names).toEqual(forms[0])
  },
)

test('the extension has a name and a description in every language', () => {
  for (const locale of ['en', 'zh_CN']) {
    const messages = JSON.parse(readFileSync(`public/_locales/${locale}/messages.json`, 'utf8'))
    expect(Object.keys(messages).sort()).toEqual(['extensionDescription', 'extensionName'])
    // Chrome Web Store: at most 75 and 132 characters.
    expect(messages.extensionName.message.length).toBeLessThanOrEqual(75)
    expect(messages.extensionDescription.message.length).toBeLessThanOrEqual(132)
  }
})
