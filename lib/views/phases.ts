import type { Stream } from '../session/types'
import type { EpochMilliseconds, Milliseconds } from '../wire/units'
import { streamDuration } from './stream-row'
import { arrivalOf } from './timing-index'

/**
 * A part of a connection's life. `waiting`: from the request to the answer's head. `answering`: to the first chunk.
 * `streaming`: to the last chunk. `ending`: from there to the end, or to now while it runs.
 */
export type Phase = 'waiting' | 'answering' | 'streaming' | 'ending'

export interface PhaseSpan {
  phase: Phase
  /** Since the request. */
  from: Milliseconds
  to: Milliseconds
}

/** The parts whose borders somebody saw, in order. A border that nobody saw joins the parts beside it. */
export const phasesOf = (stream: Stream, now: EpochMilliseconds): PhaseSpan[] => {
  const { opened, response, connected, chunks } = stream
  const answered = response?.at ?? connected?.at
  const first = chunks.length > 0 ? arrivalOf(stream, 0) : Number.NaN
  const last = chunks.length > 0 ? arrivalOf(stream, chunks.length - 1) : Number.NaN
  const borders: [Phase, EpochMilliseconds | undefined][] = [
    ['waiting', answered],
    ['answering', Number.isNaN(first) ? undefined : first],
    ['streaming', Number.isNaN(last) ? undefined : last],
    ['ending', opened.at + streamDuration(stream, now)],
  ]
  const spans: PhaseSpan[] = []
  let from = 0
  for (const [phase, border] of borders) {
    if (border === undefined) continue
    const to = Math.max(from, border - opened.at)
    spans.push({ phase, from, to })
    from = to
  }
  return spans
}
