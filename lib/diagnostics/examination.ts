import type { BlockTable, Stream } from '../session/types'
import type { ByteCount, EpochMilliseconds } from '../wire/units'
import { createChunkCursor } from './chunk-cursor'
import { createBlockLines, findHead, findLines } from './lines'
import type { BlockFacts, Finding, Rule, Severity, Surroundings, Watch } from './types'

/** All rules at work on one stream. */
export interface Examination {
  /** Looks at up to `most` blocks that are new; false once there are none. */
  scan(most: number): boolean
  /** Worst first. */
  findings(now: EpochMilliseconds): readonly Finding[]
}

/** So many blocks are looked at to their ends; of events behind them only what stands before their data. */
const THOROUGH = 1000

/** Blocks larger than this are looked at by their beginning. */
const WINDOW: ByteCount = 256 * 1024

const NO_BYTES = new Uint8Array(0)

type BlockWatch = Watch & Required<Pick<Watch, 'block'>>

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 }

export const createExamination = (
  stream: Stream,
  surroundings: Surroundings,
  rules: readonly Rule[],
): Examination => {
  const facts: BlockFacts = {
    ...{ index: 0, kind: 'event', start: 0, end: 0, type: '', firstChunk: 0, lastChunk: 0, lines: null },
  }
  const lines = createBlockLines()
  let readings = -1
  let next = 0
  let chunks = createChunkCursor(stream.chunks)
  let watches: readonly Watch[] = []
  let blockWatches: BlockWatch[] = []
  let window: Uint8Array | null = null
  let windowStart = 0
  /** Some servers write IDs behind the data. */
  let hasLateIds = false

  const restart = () => {
    readings = stream.readings
    next = 0
    chunks = createChunkCursor(stream.chunks)
    window = null
    hasLateIds = false
    watches = rules.flatMap(rule => rule.watch(stream, surroundings) ?? [])
    blockWatches = watches.filter((watch): watch is BlockWatch => watch.block !== undefined)
  }

  /** The block's bytes and what is held together with them, without a copy where that can be; null where they are gone. */
  const look = (start: number, end: number): Uint8Array | null => {
    const wanted = Math.min(end, start + WINDOW)
    if (window === null || start < windowStart || wanted > windowStart + window.length) {
      windowStart = start
      window = stream.bytes.together(start)
      if (window !== null && wanted > start + window.length) window = stream.bytes.slice(start, wanted)
    }
    return window
  }

  const take = (blocks: BlockTable, index: number, isEventStream: boolean) => {
    blocks.get(index, facts)
    const { start, end } = facts
    facts.index = index
    facts.firstChunk = chunks.at(start)
    facts.lastChunk = chunks.at(end - 1)
    facts.lines = null
    if (isEventStream && facts.kind !== 'partial') {
      const bytes = look(start, end)
      if (bytes !== null) {
        const from = start - windowStart
        const to = Math.min(bytes.length, from + end - start)
        lines.base = windowStart
        if (index < THOROUGH || hasLateIds || facts.kind !== 'event') {
          findLines(lines, bytes, from, to)
          if (lines.dataFrom >= 0 && lines.idFrom > lines.dataFrom) hasLateIds = true
        } else findHead(lines, bytes, from, to)
        facts.lines = lines
      }
    }
    for (let at = 0; at < blockWatches.length; at++) {
      const watch = blockWatches[at]
      if (watch !== undefined && watch.block(facts) === false) blockWatches.splice(at--, 1)
    }
  }

  /** How many events, from the next on, were shown at once: all rules that still look must know how to take them. */
  const takeStretch = (blocks: BlockTable, most: number): number => {
    if (next < THOROUGH || !blockWatches.every(({ stretch }) => stretch)) return 0
    const bytes = look(blocks.start(next), blocks.end(next))
    if (bytes === null) return 0
    const run = blocks.run(next, most, windowStart + bytes.length)
    if (run.length === 0) return 0
    const stretch = { ...run, index: next, bytes, base: windowStart, chunks, typeOf: blocks.type }
    blockWatches = blockWatches.filter(watch => watch.stretch?.(stretch) !== false)
    return run.length
  }

  const keepUp = () => {
    const { blocks } = stream
    if (stream.readings !== readings) restart()
    return blocks
  }

  return {
    scan(most) {
      const blocks = keepUp()
      const end = Math.min(blocks.length, next + most)
      const isEventStream = stream.format === 'event-stream'
      while (next < end) {
        const taken = isEventStream ? takeStretch(blocks, end - next) : 0
        next += taken
        if (taken === 0) take(blocks, next++, isEventStream)
      }
      // Bytes are let go of by the session, and must not be kept by a look at them.
      if (next === blocks.length) {
        window = null
        lines.bytes = NO_BYTES
      }
      return next < blocks.length
    },
    findings(now) {
      keepUp()
      const found: Finding[] = []
      for (const watch of watches) for (const finding of watch.findings(now)) found.push(finding)
      return found.length < 2 ? found : found.sort((a, b) => RANK[a.severity] - RANK[b.severity])
    },
  }
}
