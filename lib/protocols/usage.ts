import { isObject } from './json'
import type { Usage } from './message-types'

const MOST = 64
const DEEPEST = 4
const LONGEST = 100

/** Every number of a usage object by its path, and short texts such as a service tier. */
export function readUsage(value: unknown, path: readonly string[] = []): [string, number | string][] {
  if (!isObject(value) || path.length >= DEEPEST) return []
  const found: [string, number | string][] = []
  for (const [name, member] of Object.entries(value)) {
    const here = [...path, name.slice(0, LONGEST)]
    if (typeof member === 'number') found.push([here.join('.'), member])
    else if (typeof member === 'string' && member.length <= LONGEST) found.push([here.join('.'), member])
    else found.push(...readUsage(member, here))
    if (found.length >= MOST) break
  }
  return found.slice(0, MOST)
}

/** Later values of a name take the place of earlier ones; the very same object where nothing is new. */
export function mergeUsage(known: Usage, added: Usage): Usage {
  const merged = new Map(known)
  let isNew = false
  for (const [name, value] of added) {
    if (merged.get(name) === value || (merged.size >= MOST && !merged.has(name))) continue
    merged.set(name, value)
    isNew = true
  }
  return isNew ? [...merged] : known
}
