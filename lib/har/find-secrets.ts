import type { JsonValue } from './json-values'
import type { Pausing } from './lists'

/** Bodies are what the export is for: only keys that can mean nothing else are masked in them. */
const NAMES = 'access_?token|refresh_?token|id_?token|api_?key|client_?secret|password'
/** In quotes that may be escaped up to three times over, and before what can stand between a key and its value. */
const KEY = new RegExp(`(\\\\{0,7})"(${NAMES})\\1"(?=[ \\t:])`, 'gi')
const ANY_KEY = new RegExp(`"(?:${NAMES})\\\\{0,7}"`, 'i')
const BLANKS = /[ \t]*/y

/** Characters of the part before that stay in sight: more than a key with its quotes and all backslashes. */
const KEPT = 32

/** Most texts have none of the keys, and saying so is several times cheaper than looking for values. */
export const hasSecretKey = (text: string): boolean => ANY_KEY.test(text)

/**
 * The credentials in a text that comes in parts, as `findJsonValues` would find them in the whole. Key and value
 * stand on one line, which may be as long as the text: what is found does not depend on where the parts are cut.
 */
export function* findSecrets(parts: Iterable<string>): Pausing<JsonValue> {
  const sight = createSight(parts)
  let at = 0
  for (;;) {
    const key = sight.keyFrom(at)
    if (key === null) {
      at = Math.max(at, sight.end - KEPT)
      if (!sight.more()) return
      yield
      continue
    }
    at = yield* skipBlanks(sight, key.end)
    if (!sight.startsWith(':', at)) continue
    at = yield* skipBlanks(sight, at + 1)
    while (sight.end < at + key.quote.length && sight.more()) yield
    if (!sight.startsWith(key.quote, at)) continue
    const start = at + key.quote.length
    at = yield* endOfString(sight, start, key.quote.length - 1)
    if (at > start) yield { key: key.name, start, end: at, type: 'string', quote: key.quote }
  }
}

interface Sight {
  /** Where that ends which is in sight. */
  readonly end: number
  /** Goes on to the next part; false where there is none. */
  more(): boolean
  keyFrom(at: number): { name: string; quote: string; end: number } | null
  startsWith(text: string, at: number): boolean
  behindBlanks(at: number): number
  unitAt(at: number): number
}

/** The part at hand and the last characters before it. Positions are those in the whole text. */
const createSight = (parts: Iterable<string>): Sight => {
  const rest = parts[Symbol.iterator]()
  let text = ''
  let start = 0
  let hasKey = false
  return {
    get end() {
      return start + text.length
    },
    more() {
      const next = rest.next()
      if (next.done) return false
      const kept = text.slice(-KEPT)
      start += text.length - kept.length
      text = kept + next.value
      hasKey = hasSecretKey(text)
      return true
    },
    keyFrom(at) {
      if (!hasKey) return null
      KEY.lastIndex = at - start
      const [, backslashes = '', name] = KEY.exec(text) ?? []
      return name === undefined ? null : { name, quote: `${backslashes}"`, end: start + KEY.lastIndex }
    },
    startsWith: (wanted, at) => text.startsWith(wanted, at - start),
    behindBlanks(at) {
      BLANKS.lastIndex = at - start
      BLANKS.test(text)
      return start + BLANKS.lastIndex
    },
    unitAt: at => text.charCodeAt(at - start),
  }
}

function* skipBlanks(sight: Sight, from: number): Generator<undefined, number> {
  let at = sight.behindBlanks(from)
  while (at === sight.end && sight.more()) {
    yield
    at = sight.behindBlanks(at)
  }
  return at
}

/** Where the closing quote, written with this many backslashes, begins; the end of the line where it is missing. */
function* endOfString(sight: Sight, start: number, escapes: number): Generator<undefined, number> {
  let backslashes = 0
  for (let at = start; ; at += 1) {
    while (at === sight.end) {
      if (!sight.more()) return at
      yield
    }
    const unit = sight.unitAt(at)
    if (unit === 0x0a || unit === 0x0d) return at
    // Each escaped backslash before the closing quote adds a full set to the quote's own.
    if (unit === 0x22 && backslashes % (2 * (escapes + 1)) === escapes) return at - escapes
    backslashes = unit === 0x5c ? backslashes + 1 : 0
  }
}
