import type { Stream } from '../session/types'
import type { EpochMilliseconds, Milliseconds } from '../wire/units'
import type { MessageReader, Usage } from './message-types'

/** What people ask of a stream's speed. Times are since the request; an event has the time of its chunk. */
export interface MessageStatistics {
  /** To the first text a reader sees; null where there was none. */
  firstText: Milliseconds | null
  firstReasoning: Milliseconds | null
  /** From the first content to the last, of whatever kind. */
  duration: Milliseconds
  /** Unicode code points of all content. */
  characters: number
  /** Null where all came at once. */
  charactersPerSecond: number | null
  /** Between chunks that brought content: what comes in one chunk has one time. */
  gaps: GapStatistics | null
}

export interface GapStatistics {
  count: number
  median: Milliseconds
  /** 95 of 100 gaps are not longer. */
  high: Milliseconds
  longest: Milliseconds
  /** The share of the duration that gaps over `STALL` took, from 0 to 1. */
  stalled: number
}

/** A gap longer than this is a stall. */
export const STALL: Milliseconds = 1000

/** Of the whole message, or of one part. */
export function messageStatistics(stream: Stream, message: MessageReader, part?: number): MessageStatistics {
  const { content } = message
  const times: EpochMilliseconds[] = []
  let firstText = Number.NaN
  let firstReasoning = Number.NaN
  let characters = 0
  for (let index = 0; index < content.length; index++) {
    const number = content.part(index)
    if (part !== undefined && number !== part) continue
    characters += content.characters(index)
    const time = stream.blocks.time(content.block(index))
    if (Number.isNaN(time)) continue
    if (times.at(-1) !== time) times.push(time)
    const kind = message.kindOf(number)
    if (kind === 'text' && Number.isNaN(firstText)) firstText = time
    if (kind === 'reasoning' && Number.isNaN(firstReasoning)) firstReasoning = time
  }
  const duration = times.length > 1 ? (times.at(-1) ?? 0) - (times[0] ?? 0) : 0
  const since = (time: EpochMilliseconds) => (Number.isNaN(time) ? null : time - stream.opened.at)
  return {
    firstText: since(firstText),
    firstReasoning: since(firstReasoning),
    duration,
    characters,
    charactersPerSecond: duration > 0 ? (characters * 1000) / duration : null,
    gaps: gapsOf(times, duration),
  }
}

function gapsOf(times: readonly EpochMilliseconds[], duration: Milliseconds): GapStatistics | null {
  const gaps = Float64Array.from(times.slice(1), (time, index) => time - (times[index] ?? time)).sort()
  if (gaps.length === 0) return null
  const at = (share: number) => gaps[Math.min(gaps.length - 1, Math.ceil(gaps.length * share) - 1)] ?? 0
  const stalled = gaps.reduce((sum, gap) => (gap > STALL ? sum + gap : sum), 0)
  return {
    count: gaps.length,
    median: at(0.5),
    high: at(0.95),
    longest: gaps.at(-1) ?? 0,
    stalled: duration > 0 ? stalled / duration : 0,
  }
}

/** Names under which providers report how many tokens they wrote. */
const OUTPUT_TOKENS =
  /^(completion_tokens|output_tokens|outputTokens(\.total)?|candidatesTokenCount|eval_count|output_count)$/

/** The tokens of the answer as the provider reports them; null where it reports none. */
export function reportedTokens(usage: Usage): number | null {
  const found = usage.find(([name, value]) => OUTPUT_TOKENS.test(name) && typeof value === 'number')
  return typeof found?.[1] === 'number' ? found[1] : null
}
