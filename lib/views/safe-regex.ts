import { RE2JS } from 're2js'

/** A regular expression that cannot hold up the panel, whoever wrote it and whatever it is tried on. */
export interface SafeRegex {
  readonly source: string
  readonly flags: string
  /** Whether it matches in the text's first `REGEX_REACH` characters. */
  test(text: string): boolean
  /** Where it first matches there, and the match's length; null where it does not. */
  find(text: string): { at: number; length: number } | null
}

export type RegexRead =
  | { regex: SafeRegex }
  | { code: 'bad-regex' | 'unbounded-regex' | 'bad-flags'; detail: string }

/** Characters of a text that are looked at. */
export const REGEX_REACH = 100_000
/** The browser's own engine is faster, and on texts this short harmless where the expression repeats but once. */
const NATIVE_REACH = 4000

const FLAGS = /^[imsu]*$/

/**
 * The browser's engine goes back and tries again, which takes time without bound for some expressions. So another one
 * does the work, in linear time (RE2); it knows no look-around and no back references.
 */
export const readRegex = (source: string, flags: string): RegexRead => {
  if (!FLAGS.test(flags) || new Set(flags).size < flags.length) return { code: 'bad-flags', detail: flags }
  const native = compileNative(source, flags)
  if (typeof native === 'string') return { code: 'bad-regex', detail: native }
  const linear = compileLinear(source, flags)
  if (linear === null) return { code: 'unbounded-regex', detail: source }
  const quick = repeatsOnce(source) ? native : null
  return {
    regex: {
      source,
      flags,
      test: text => (quick && text.length <= NATIVE_REACH ? quick : linear).test(text.slice(0, REGEX_REACH)),
      find(text) {
        const matcher = linear.matcher(text.slice(0, REGEX_REACH))
        return matcher.find() ? { at: matcher.start(), length: matcher.end() - matcher.start() } : null
      },
    },
  }
}

const compileNative = (source: string, flags: string): RegExp | string => {
  try {
    return new RegExp(source, flags)
  } catch (error) {
    // "Invalid regular expression: /(/: Unterminated group"
    return String(error instanceof Error ? error.message : error).replace(/^.*\/\w*: /s, '')
  }
}

const compileLinear = (source: string, flags: string): RE2JS | null => {
  try {
    const bits = [
      flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0,
      flags.includes('m') ? RE2JS.MULTILINE : 0,
      flags.includes('s') ? RE2JS.DOTALL : 0,
    ]
    return RE2JS.compile(
      RE2JS.translateRegExp(source),
      bits.reduce((all, bit) => all | bit, 0),
    )
  } catch {
    return null
  }
}

/** Whether there is at most one repetition, and that of a single character: at worst the square of the text's length. */
const repeatsOnce = (source: string): boolean => {
  const bare = source.replace(/\\./gs, 'x').replace(/\[[^\]]*\]/g, 'x')
  return (bare.match(/[*+{]/g)?.length ?? 0) <= 1 && !/\)[*+{]/.test(bare)
}
