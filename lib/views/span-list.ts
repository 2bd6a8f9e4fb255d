import type { EpochMilliseconds } from '../wire/units'

/** Rows that one span stands for. */
export const SPAN_ROWS = 64

/** What a run of `SPAN_ROWS` rows amounts to, so that a picture need not look at every row. */
export interface Span {
  first: EpochMilliseconds
  last: EpochMilliseconds
  /** The largest value. */
  most: number
  /** All values, or of marks all bits. */
  sum: number
}

/** A list of spans over rows that come in order; four numbers a span. */
export interface SpanList {
  /** Rows taken in. */
  readonly length: number
  push(at: EpochMilliseconds, value: number): void
  /** The last row's value is larger than it was; sums stay. */
  raiseLast(value: number): void
  /** Spans in order; `start` is the first row of one. */
  each(visit: (span: Span, start: number, end: number) => void): void
  clear(): void
}

/** `join`: how the values of a span become its `sum`. */
export const createSpanList = (join: (sum: number, value: number) => number): SpanList => {
  let spans: Span[] = []
  let length = 0
  return {
    get length() {
      return length
    },
    push(at, value) {
      let span = length % SPAN_ROWS === 0 ? undefined : spans.at(-1)
      if (!span) {
        span = { first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY, most: 0, sum: 0 }
        spans.push(span)
      }
      length++
      // Of a row without a time nothing can be drawn.
      if (Number.isNaN(at)) return
      span.first = Math.min(span.first, at)
      span.last = Math.max(span.last, at)
      span.most = Math.max(span.most, value)
      span.sum = join(span.sum, value)
    },
    raiseLast(value) {
      const span = spans.at(-1)
      if (span && span.last >= span.first) span.most = Math.max(span.most, value)
    },
    each(visit) {
      for (let at = 0; at < spans.length; at++) {
        const span = spans[at]
        if (span) visit(span, at * SPAN_ROWS, Math.min(length, (at + 1) * SPAN_ROWS))
      }
    },
    clear() {
      spans = []
      length = 0
    },
  }
}
