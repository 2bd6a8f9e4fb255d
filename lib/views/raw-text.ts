import { showControls, showHidden } from './preview'

/** A stretch of a visual line. */
export interface TextPart {
  /** `broken`: bytes that are no UTF-8 by themselves, as where a chunk border cuts a character in two. */
  kind: 'text' | 'broken' | 'line-end' | 'byte-order-mark'
  text: string
}

const LINE_ENDS: readonly (readonly [bytes: string, shown: string])[] = [
  ['\r\n', '\\r\\n'],
  ['\n', '\\n'],
  ['\r', '\\r'],
]

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

const textAndLineEnd = (text: string): TextPart[] => {
  const [lineEnd, shown] = LINE_ENDS.find(([end]) => text.endsWith(end)) ?? ['', '']
  const parts: TextPart[] = []
  const body = text.slice(0, text.length - lineEnd.length)
  if (body) parts.push({ kind: 'text', text: showHidden(showControls(body)) })
  if (shown) parts.push({ kind: 'line-end', text: shown })
  return parts
}

/** A row's bytes as text, `isStart` where they begin the body: its byte order mark, line ends, controls, invisible and broken characters stay visible. */
export const textParts = (bytes: Uint8Array, isStart = false): TextPart[] => {
  const parts: TextPart[] = []
  const hasMark = isStart && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  if (hasMark) parts.push({ kind: 'byte-order-mark', text: 'BOM' })
  let good = hasMark ? 3 : 0
  let at = good
  const flush = () => {
    if (at > good) parts.push(...textAndLineEnd(decoder.decode(bytes.subarray(good, at))))
  }
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at)
    if (length === 0) {
      flush()
      appendBroken(parts, bytes[at] ?? 0)
      good = ++at
    } else at += length
  }
  flush()
  return parts
}

const appendBroken = (parts: TextPart[], byte: number) => {
  const shown = `\\x${byte.toString(16).toUpperCase().padStart(2, '0')}`
  const last = parts.at(-1)
  if (last?.kind === 'broken') last.text += shown
  else parts.push({ kind: 'broken', text: shown })
}

/** Bytes of the well-formed UTF-8 sequence at a position; 0 where there is none (Unicode 3.9, table 3-7). */
const sequenceLength = (bytes: Uint8Array, at: number): number => {
  const lead = bytes[at] ?? 0
  if (lead < 0x80) return 1
  if (lead < 0xc2 || lead > 0xf4) return 0
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
  const [low, high] = SECOND_BYTES.get(lead) ?? [0x80, 0xbf]
  const second = bytes[at + 1] ?? 0
  if (second < low || second > high) return 0
  for (let next = at + 2; next < at + length; next++) if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0
  return length
}

/** Leads whose second byte is bounded more closely: no overlong forms, no surrogates, nothing past U+10FFFF. */
const SECOND_BYTES = new Map([
  [0xe0, [0xa0, 0xbf] as const],
  [0xed, [0x80, 0x9f] as const],
  [0xf0, [0x90, 0xbf] as const],
  [0xf4, [0x80, 0x8f] as const],
])
