/** A JSON value as a stretch of its source text: nothing is built until somebody looks inside. */
export interface JsonNode {
  kind: JsonKind
  /** The member's name; null for array elements and the root. */
  name: string | null
  /** Place among its siblings. */
  index: number
  start: number
  end: number
}

export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null'

/** Longer texts are shown as text: checking them would hold up the panel. */
export const JSON_LIMIT = 4_000_000
/** So are texts with more characters outside strings: it is those that take time. */
export const JSON_MARKUP_LIMIT = 500_000

/** The root of a JSON object or array; null for scalars, for whatever is no JSON (RFC 8259) and beyond the limits. */
export const parseJson = (text: string): JsonNode | null => {
  if (text.length > JSON_LIMIT || !/^[\t\n\r ]*[[{]/.test(text)) return null
  const start = skipSpace(text, 0)
  const end = skipValue(text, start, JSON_MARKUP_LIMIT)
  if (end < 0) return null
  try {
    JSON.parse(text)
  } catch {
    return null
  }
  return { kind: kindAt(text, start), name: null, index: 0, start, end }
}

/** The members or elements of a node, in source order, duplicate names included. */
export const childNodes = (text: string, node: JsonNode): JsonNode[] => {
  const children: JsonNode[] = []
  if (node.kind !== 'object' && node.kind !== 'array') return children
  let at = skipSpace(text, node.start + 1)
  while (at < node.end - 1) {
    let name: string | null = null
    if (node.kind === 'object') {
      const nameEnd = skipString(text, at)
      name = readString(text, at, nameEnd)
      at = skipSpace(text, skipSpace(text, nameEnd) + 1)
    }
    const end = skipValue(text, at)
    children.push({ kind: kindAt(text, at), name, index: children.length, start: at, end })
    at = skipSpace(text, skipSpace(text, end) + 1)
  }
  return children
}

/** The node as it stands in the source; numbers keep every digit. */
export const sourceOf = (text: string, node: JsonNode): string => text.slice(node.start, node.end)

/** A string node's value. */
export const stringOf = (text: string, node: JsonNode): string => readString(text, node.start, node.end)

/** The value on one line, cut at `length` characters. */
export const jsonPreview = (text: string, node: JsonNode, length = 120): string => {
  const source = text.slice(node.start, Math.min(node.end, node.start + length * 2))
  const line = source.replace(/\s+/g, ' ')
  return node.end - node.start > length ? `${line.slice(0, length)}…` : line
}

const readString = (text: string, start: number, end: number): string => {
  const value: unknown = JSON.parse(text.slice(start, end))
  return typeof value === 'string' ? value : ''
}

const kindAt = (text: string, at: number): JsonKind => {
  switch (text[at]) {
    case '{':
      return 'object'
    case '[':
      return 'array'
    case '"':
      return 'string'
    case 't':
    case 'f':
      return 'boolean'
    case 'n':
      return 'null'
    default:
      return 'number'
  }
}

const QUOTE = 0x22
const COMMA = 0x2c
const BACKSLASH = 0x5c

const isSpace = (code: number) => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09

const skipSpace = (text: string, from: number): number => {
  let at = from
  while (isSpace(text.charCodeAt(at))) at++
  return at
}

const skipString = (text: string, from: number): number => {
  let at = text.indexOf('"', from + 1)
  while (at >= 0 && isEscaped(text, at)) at = text.indexOf('"', at + 1)
  return at < 0 ? text.length : at + 1
}

const isEscaped = (text: string, at: number): boolean => {
  let backslashes = 0
  while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes++
  return backslashes % 2 === 1
}

/**
 * Where the value ends; -1 where more than `limit` characters stand outside its strings. Depth is counted, not
 * recursed into: a hostile text nests as deep as it likes.
 */
const skipValue = (text: string, from: number, limit = Number.POSITIVE_INFINITY): number => {
  let depth = 0
  let at = from
  for (let passed = 0; at < text.length; passed++) {
    if (passed > limit) return -1
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = skipString(text, at)
    else {
      if (isOpening(code)) depth++
      else if (isClosing(code)) depth--
      else if (depth === 0) return skipScalar(text, at)
      at++
    }
    if (depth === 0) return at
  }
  return at
}

const isOpening = (code: number) => code === 0x7b || code === 0x5b
const isClosing = (code: number) => code === 0x7d || code === 0x5d

const skipScalar = (text: string, from: number): number => {
  let at = from
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === COMMA || isClosing(code) || isSpace(code)) break
  }
  return at
}
