import { isObject } from './json'
import type { ProtocolEvent } from './types'

/** Names under which pieces of text are sent, the most telling first. */
const NAMES = [
  'delta',
  'token',
  'text',
  'content',
  'chunk',
  'answer',
  'completion',
  'response',
  'output',
  'message',
  'data',
]
const DEEPEST = 4

/**
 * The path of the member that likely holds the pieces of a text: it has a telling name, stands in at least half of the
 * objects, and changes. Null where there is none.
 */
export function guessTextPath(events: readonly ProtocolEvent[]): readonly string[] | null {
  const found = events.map(({ json }) => json).filter(isObject)
  const values = new Map<string, { path: readonly string[]; texts: Set<string>; count: number }>()
  for (const json of found) {
    for (const [path, text] of textsIn(json, [])) {
      const key = path.join('\0')
      const known = values.get(key) ?? { path, texts: new Set(), count: 0 }
      known.texts.add(text)
      known.count++
      values.set(key, known)
    }
  }
  const fits = [...values.values()].filter(
    ({ count, texts }) => count >= 2 && count * 2 >= found.length && texts.size * 2 > count,
  )
  const rank = (path: readonly string[]) => NAMES.indexOf(path.at(-1) ?? '')
  return fits.sort((a, b) => rank(a.path) - rank(b.path))[0]?.path ?? null
}

function textsIn(value: unknown, path: readonly string[]): [readonly string[], string][] {
  if (!isObject(value) || path.length >= DEEPEST) return []
  return NAMES.flatMap((name): [readonly string[], string][] => {
    if (!Object.hasOwn(value, name)) return []
    const member = value[name]
    if (typeof member === 'string') return [[[...path, name], member]]
    return textsIn(member, [...path, name])
  })
}
