import type { Stream } from '../session/types'
import { blockText } from './event-row'

/** What of a block can be taken along: its data, its data as indented JSON, its lines in the stream, its ID. */
export const BLOCK_COPY_KINDS = ['data', 'json', 'sse', 'id'] as const

export type BlockCopyKind = (typeof BLOCK_COPY_KINDS)[number]

/** Null where there is no such thing, or its bytes were dropped. */
export const blockCopy = (stream: Stream, index: number, kind: BlockCopyKind): string | null => {
  const { blocks } = stream
  if (kind === 'id') return blocks.lastEventId(index) || null
  if (kind === 'sse') return sseOf(stream, index)
  const detail = blocks.read(index)
  const text = detail && blockText(blocks.kind(index), detail)
  return text !== null && kind === 'json' ? indented(text) : text
}

/** The very bytes where the stream is one of events; else an event that says the same. */
const sseOf = (stream: Stream, index: number): string | null => {
  const { blocks, bytes } = stream
  if (stream.format === 'event-stream') {
    const held = bytes.slice(blocks.start(index), blocks.end(index))
    return held && new TextDecoder().decode(held)
  }
  const detail = blocks.read(index)
  if (!detail) return null
  const type = blocks.type(index)
  const lines = type === 'message' || /[\r\n]/.test(type) ? [] : [`event: ${type}`]
  if (detail.id !== null && !/[\r\n]/.test(detail.id)) lines.push(`id: ${detail.id}`)
  const data = blockText(blocks.kind(index), detail)
  return `${[...lines, ...data.split(/\r\n|\r|\n/).map(line => `data: ${line}`)].join('\n')}\n\n`
}

/**
 * Written anew with spaces from the source itself, so that numbers keep every digit and names their order; null where
 * the text is no JSON.
 */
export const indented = (text: string): string | null => {
  try {
    JSON.parse(text)
  } catch {
    return null
  }
  const pieces = text.match(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g) ?? []
  const written: string[] = []
  let depth = 0
  const line = () => `\n${'  '.repeat(Math.min(depth, DEEPEST))}`
  pieces.forEach((piece, at) => {
    const isEmpty = /^[[{]$/.test(pieces[at - 1] ?? '')
    if (/^[\]}]$/.test(piece)) {
      depth--
      if (!isEmpty) written.push(line())
    } else if (isEmpty) written.push(line())
    written.push(piece === ':' ? ': ' : piece)
    if (/^[[{]$/.test(piece)) depth++
    if (piece === ',') written.push(line())
  })
  return written.join('')
}

/** A hostile text nests as deep as it likes. */
const DEEPEST = 50
