/** Looks into JSON of strangers: every step is checked, and no name of theirs reaches a prototype. */

export type JsonObject = { readonly [name: string]: unknown }

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The member of that name, or element of that number; undefined where there is none. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let found = value
  for (const step of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined
    found = Reflect.get(found, step)
  }
  return found
}

/** The text at the path; '' where there is none. */
export function textAt(value: unknown, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path)
  return typeof found === 'string' ? found : ''
}

/** The number at the path; undefined where there is none. */
export function numberAt(value: unknown, ...path: readonly (string | number)[]): number | undefined {
  const found = at(value, ...path)
  return typeof found === 'number' ? found : undefined
}

/** The elements at the path; none where there is no array. */
export function listAt(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = at(value, ...path)
  return Array.isArray(found) ? found : []
}

export const has = (value: unknown, name: string): boolean => isObject(value) && Object.hasOwn(value, name)

/** What `jsonText` gives for a value nested too deep to write. */
export const TOO_DEEP = '…'

/** A value as JSON, for people: a text stays as it is. */
export function jsonText(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === undefined) return ''
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    // `JSON.parse` reads deeper than `JSON.stringify` writes.
    return TOO_DEEP
  }
}

/** The JSON that a text is; undefined where it is none. */
export function parseText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether a text may be JSON at all: saves trying. */
export const mayBeJson = (text: string): boolean => /^\s*[[{"\d\-tfn]/.test(text)
