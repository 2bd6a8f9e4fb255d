import type { ByteCount, EpochMilliseconds, Milliseconds } from '../wire/units'
import type { Locale } from './locale'
import type { Translate } from './translator'

/** Numbers and units, written the locale's way. */
export interface Formats {
  number(value: number): string
  /** Decimal units: 1 kB is 1,000 B. */
  bytes(value: ByteCount): string
  /** As much as the eye needs: 1.2 ms, 12 ms, 850 ms, 2.05 s, 3 min 12 s. */
  duration(value: Milliseconds): string
  /** Local time of day with milliseconds. */
  clock(at: EpochMilliseconds): string
  /** Local date and time with milliseconds. */
  dateTime(at: EpochMilliseconds): string
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const
const MINUTE = 60_000
const HOUR = 3_600_000

export const createFormats = (locale: Locale, t: Translate): Formats => {
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const tenths = fixed(locale, 1)
  const hundredths = fixed(locale, 2)
  const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 } as const
  const clock = new Intl.DateTimeFormat(locale, { ...time, hourCycle: 'h23' })
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })

  const duration = (value: Milliseconds): string => {
    if (value === 0) return t('unit.milliseconds', { value: '0' })
    if (value < 9.95) return t('unit.milliseconds', { value: tenths.format(value) })
    if (value < 999.5) return t('unit.milliseconds', { value: whole.format(value) })
    if (value < MINUTE) return t('unit.seconds', { value: hundredths.format(Math.min(value, 59_994) / 1000) })
    const seconds = Math.floor(value / 1000)
    const minutes = Math.floor(seconds / 60)
    if (value < HOUR) return t('unit.minutes', { minutes, seconds: seconds % 60 })
    return t('unit.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
  }
  return {
    number: value => whole.format(value),
    bytes(value) {
      let unit = 0
      let scaled = value
      while (scaled >= 999.5 && unit < UNITS.length - 1) {
        scaled /= 1000
        unit++
      }
      return `${unit > 0 && scaled < 99.95 ? tenths.format(scaled) : whole.format(scaled)} ${UNITS[unit] ?? ''}`
    },
    duration,
    clock: at => clock.format(at),
    dateTime: at => `${date.format(at)} ${clock.format(at)}`,
  }
}

const fixed = (locale: Locale, digits: number) =>
  new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })
