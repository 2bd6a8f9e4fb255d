import { type EnglishCatalog, en } from './en'
import { createFindingText, type FindingTextCode } from './findings/finding-text'
import type { FindingText } from './findings/text'
import { createFormats, type Formats } from './format'
import type { Locale } from './locale'
import { type Arguments, fillIn, type Message } from './message'
import { zhCn } from './zh-cn'

export type MessageKey = keyof EnglishCatalog

/** Every key, in another language. */
export type Catalog = Record<MessageKey, Message>

/** Looks a message up and puts its arguments in. */
export type Translate = <Key extends MessageKey>(
  key: Key,
  ...values: Arguments<EnglishCatalog[Key]>
) => string

export interface Translator extends Formats {
  readonly locale: Locale
  t: Translate
  finding(code: FindingTextCode, args: Readonly<Record<string, string | number>>): FindingText
}

const CATALOGS: Record<Locale, Catalog> = { en, 'zh-CN': zhCn }

export const createTranslator = (locale: Locale): Translator => {
  const catalog = CATALOGS[locale]
  const plurals = new Intl.PluralRules(locale)
  const numbers = new Intl.NumberFormat(locale)

  const template = (message: Message, count: unknown): string => {
    if (typeof message === 'string') return message
    const one = typeof count === 'number' && plurals.select(count) === 'one'
    return (one ? message.one : undefined) ?? message.other
  }
  const t: Translate = (key, ...values) => {
    const given: Record<string, string | number> = values[0] ?? {}
    const shown = Object.entries(given).map(([name, value]): [string, string] => [
      name,
      typeof value === 'number' ? numbers.format(value) : value,
    ])
    return fillIn(template(catalog[key], given.count), new Map(shown))
  }
  const formats = createFormats(locale, t)
  return { locale, t, ...formats, finding: createFindingText(locale, formats) }
}
