import type { Formats } from '../format'
import type { Locale } from '../locale'
import { fillIn } from '../message'
import { enConnection } from './en-connection'
import { enMessage } from './en-message'
import { enStream } from './en-stream'
import type { FindingText } from './text'
import { zhConnection } from './zh-connection'
import { zhMessage } from './zh-message'
import { zhStream } from './zh-stream'

const EN = { ...enStream, ...enMessage, ...enConnection }

/** Every code that there are texts for. */
export type FindingTextCode = keyof typeof EN

const TEXTS: Record<Locale, Record<FindingTextCode, FindingText>> = {
  en: EN,
  'zh-CN': { ...zhStream, ...zhMessage, ...zhConnection },
}

/** Numbers whose name ends in `Time` are written as durations, others as numbers. */
export const createFindingText =
  (locale: Locale, { duration, number }: Pick<Formats, 'duration' | 'number'>) =>
  (code: FindingTextCode, args: Readonly<Record<string, string | number>>): FindingText => {
    const values = new Map(
      Object.entries(args).map(([name, value]): [string, string] => [
        name,
        typeof value === 'string' ? value : name.endsWith('Time') ? duration(value) : number(value),
      ]),
    )
    const { title, why, fix, source } = TEXTS[locale][code]
    return { title: fillIn(title, values), why: fillIn(why, values), fix: fillIn(fix, values), source }
  }

export const FINDING_TEXTS: Readonly<typeof TEXTS> = TEXTS
