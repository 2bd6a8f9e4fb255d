/** A step of a path: a member's name, an element's index (negative ones count from the end), or `*` for all of them. */
export type PathStep = string | number | typeof ALL
export type JsonPath = readonly PathStep[]

export const ALL = Symbol('every member or element')

/** A path and where it ends in the text; or the place that is wrong. */
export type PathRead = { path: JsonPath; end: number } | { wrongAt: number }

/** What a name may hold without quotes. Everything else is written `["na me"]`. */
const NAME = /[\p{L}\p{N}_$@-]+/uy
const INDEX = /-?\d{1,9}(?=\])/y
const QUOTED = /"(?:[^"\\]|\\.)*"(?=\])|'(?:[^'\\]|\\.)*'(?=\])/y

const matchAt = (pattern: RegExp, text: string, at: number): string | null => {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}

/**
 * Reads the steps that stand at `from`, behind `$` or whatever the root is called: `.name`, `.*`, `[0]`, `[-1]`, `[*]`,
 * `["name"]` (the part of RFC 9535 that needs no searching).
 */
export const readPath = (text: string, from: number): PathRead => {
  const path: PathStep[] = []
  let at = from
  while (text[at] === '.' || text[at] === '[') {
    const step = text[at] === '.' ? readName(text, at + 1) : readBracket(text, at + 1)
    if (step === null) return { wrongAt: at }
    path.push(step.value)
    at = step.end
  }
  return { path, end: at }
}

interface Step {
  value: PathStep
  end: number
}

const readName = (text: string, at: number): Step | null => {
  if (text[at] === '*') return { value: ALL, end: at + 1 }
  const name = matchAt(NAME, text, at)
  return name === null ? null : { value: name, end: at + name.length }
}

const readBracket = (text: string, at: number): Step | null => {
  if (text.startsWith('*]', at)) return { value: ALL, end: at + 2 }
  const index = matchAt(INDEX, text, at)
  if (index !== null) return { value: Number(index), end: at + index.length + 1 }
  const quoted = matchAt(QUOTED, text, at)
  const name = quoted === null ? null : unquote(quoted)
  return name === null || quoted === null ? null : { value: name, end: at + quoted.length + 1 }
}

const unquote = (quoted: string): string | null => {
  const inner = quoted.slice(1, -1)
  if (!inner.includes('\\') && quoted[0] === "'") return inner
  try {
    const value: unknown = JSON.parse(quoted[0] === '"' ? quoted : `"${inner.replaceAll("\\'", "'")}"`)
    return typeof value === 'string' ? value : null
  } catch {
    return null
  }
}

/** The path in writing, from `$`. Reading it gives the path again. */
export const printPath = (path: JsonPath): string => `$${path.map(printStep).join('')}`

const printStep = (step: PathStep): string => {
  if (step === ALL) return '[*]'
  if (typeof step === 'number') return `[${step}]`
  return matchAt(NAME, step, 0) === step ? `.${step}` : `[${JSON.stringify(step)}]`
}

/** `*` may mean as many values as a page likes: no more are looked at. */
const MOST_VALUES = 1000
/** Longer strings are not read as JSON. */
const EMBEDDED_LIMIT = 1_000_000

/** The values at the path, in order. A step into a string that is itself JSON goes on inside that JSON. */
export const valuesAt = (root: unknown, path: JsonPath): unknown[] => {
  let values: unknown[] = [root]
  for (const step of path) {
    const next: unknown[] = []
    for (const value of values) {
      if (next.length < MOST_VALUES) take(opened(value), step, next)
    }
    values = next
  }
  return values
}

const take = (value: unknown, step: PathStep, into: unknown[]): void => {
  if (typeof value !== 'object' || value === null) return
  if (step === ALL) {
    for (const each of Object.values(value).slice(0, MOST_VALUES - into.length)) into.push(each)
  } else if (typeof step === 'string') {
    const member: unknown =
      !Array.isArray(value) && Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined
    if (member !== undefined) into.push(member)
  } else if (Array.isArray(value)) {
    const element: unknown = value.at(step)
    if (element !== undefined) into.push(element)
  }
}

const opened = (value: unknown): unknown =>
  typeof value === 'string' && value.length <= EMBEDDED_LIMIT && /^\s*[[{]/.test(value) ? parse(value) : value

/** The text as JSON; undefined where it is none. */
export const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
