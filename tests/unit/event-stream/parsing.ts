import { createEventStreamParser } from '../../../lib/event-stream/parser'
import { readBlock } from '../../../lib/event-stream/read-block'
import type { Block, BlockDetail, Parser, ParserHandlers, Problem } from '../../../lib/event-stream/types'

/** Text, or bytes as they are. */
export type Piece = string | readonly number[] | Uint8Array

export interface Parsed {
  blocks: Block[]
  problems: Problem[]
}

type ParserFactory = (handlers: ParserHandlers) => Parser

const encoder = new TextEncoder()

export function bytesOf(...pieces: readonly Piece[]): Uint8Array {
  const parts = pieces.map(piece => (typeof piece === 'string' ? encoder.encode(piece) : piece))
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** So many missing bytes, and whether a block is known to begin behind them. */
export interface Missing {
  missing: number
  resumes?: true
}

/** Parses a body given in chunks. */
export function parseChunks(
  chunks: readonly (Piece | Missing)[],
  createParser: ParserFactory = createEventStreamParser,
): Parsed {
  const parsed: Parsed = { blocks: [], problems: [] }
  const parser = createParser({
    onBlock: block => parsed.blocks.push(block),
    onProblem: problem => parsed.problems.push(problem),
  })
  for (const chunk of chunks) {
    if (typeof chunk === 'object' && 'missing' in chunk) {
      parser.skip(chunk.missing)
      if (chunk.resumes) parser.resume?.()
    } else parser.feed(chunk instanceof Uint8Array ? chunk : bytesOf(chunk))
  }
  parser.end()
  return parsed
}

export const parse = (...chunks: readonly (Piece | Missing)[]): Parsed => parseChunks(chunks)

/** The blocks of a body without gaps, as kinds and the texts they span. */
export function spans(...chunks: readonly Piece[]): string[][] {
  const body = bytesOf(...chunks)
  const text = (from: number, to: number) =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(body.subarray(from, to))
  return parseChunks(chunks).blocks.map(block => [block.kind, text(block.start, block.end)])
}

export const kinds = (...chunks: readonly Piece[]): string[] =>
  parseChunks(chunks).blocks.map(({ kind }) => kind)

/** What was dispatched, read from the blocks' bytes: the data of every event. */
export const dispatched = (...chunks: readonly Piece[]): string[] =>
  details(...chunks).map(({ data }) => data)

export function details(...chunks: readonly Piece[]): BlockDetail[] {
  const body = bytesOf(...chunks)
  const { blocks } = parseChunks(chunks)
  return blocks
    .filter(({ kind }) => kind === 'event')
    .map(({ start, end }) => readBlock(body.subarray(start, end), start))
}

/** The body cut where a bit of `mask` is set: bit `i` cuts behind byte `i`. */
export function cutBy(body: Uint8Array, mask: number): Uint8Array[] {
  const chunks: Uint8Array[] = []
  let from = 0
  for (let index = 1; index <= body.length; index++) {
    if (index < body.length && ((mask >> (index - 1)) & 1) === 0) continue
    chunks.push(body.subarray(from, index))
    from = index
  }
  return chunks
}

/** The body cut at ascending offsets; equal ones give empty chunks. */
export function cutAt(body: Uint8Array, offsets: readonly number[]): Uint8Array[] {
  const borders = [...offsets].sort((a, b) => a - b)
  return [0, ...borders].map((from, index) => body.subarray(from, borders[index] ?? body.length))
}
