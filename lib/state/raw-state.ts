import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import { blockAt } from '../views/block-search'
import { type ChunkLabel, chunkLabel } from '../views/chunk-label'
import { createHexIndex, type HexRow } from '../views/hex-rows'
import { createRawIndex } from '../views/raw-index'
import type { RawRow } from '../views/raw-row'
import { type TextPart, textParts } from '../views/raw-text'
import { type BytesNote, bytesNotes } from '../views/seen-as'
import type { ByteCount, ByteOffset, Milliseconds } from '../wire/units'
import type { DetailState } from './detail-state'
import type { EventsState } from './events-state'
import { createPump } from './pump'
import type { Schedule } from './schedule'
import type { StreamsState } from './streams-state'

export type RawMode = 'text' | 'hex'

/** A visual line with its text; `parts` is empty for a dropped stretch. */
export interface TextRow extends RawRow {
  parts: TextPart[]
  /** The chunk that begins with this row; null where none does. */
  leads: ChunkLabel | null
}

export interface ByteSpan {
  start: ByteOffset
  end: ByteOffset
}

/** The current stream's bytes as rows of text or hex. */
export interface RawState {
  mode: ReadonlySignal<RawMode>
  size: ReadonlySignal<ByteCount>
  /** What is to be said of bytes that the page did not simply read. */
  notes: ReadonlySignal<readonly BytesNote[]>
  chunks: ReadonlySignal<number>
  /** Rows of the current mode, as far as known. */
  count: ReadonlySignal<number>
  /** How much of the text is indexed, from 0 to 1. */
  progress: ReadonlySignal<number>
  /** The selected block's bytes. */
  marked: ReadonlySignal<ByteSpan | null>
  /** The row in which the selected block begins; -1 where that is not known. */
  markedRow: ReadonlySignal<number>
  /** Null where the row is not known (yet). */
  textRow(index: number): TextRow | null
  hexRow(index: number): HexRow | null
  /** A row's bytes in the current mode. */
  span(index: number): ByteSpan | null
  chunk(index: number): ChunkLabel | null
  /** The row that holds the byte; -1 where that is not known (yet). */
  rowAt(offset: ByteOffset): number
  setMode(mode: RawMode): void
  /** Selects the block that holds the byte, if one does. */
  selectAt(offset: ByteOffset): void
  dispose(): void
}

/** Bytes indexed before the clock is asked. */
const STEP: ByteCount = 128 * 1024

export const createRawState = (
  streams: StreamsState,
  events: EventsState,
  detail: DetailState,
  schedule: Schedule,
  now: () => Milliseconds,
): RawState => {
  const mode = signal<RawMode>('text')
  const indexed = signal(0)
  const shown = computed(() => detail.tab.value === 'raw')

  const index = computed(() => {
    streams.currentReadings.value
    return streams.current.value && createRawIndex(streams.current.value)
  })
  const hex = computed(() => {
    streams.currentRevision.value
    return shown.value && mode.value === 'hex' && streams.current.value
      ? createHexIndex(streams.current.value)
      : null
  })
  const pump = createPump({
    step: () => index.value?.scan(STEP) ?? false,
    onProgress: () => indexed.value++,
    schedule,
    now,
  })
  const stop = effect(() => {
    streams.currentRevision.value
    index.value
    if (shown.value && mode.value === 'text') untracked(pump.run)
    else pump.stop()
  })

  const shownNow = () => {
    streams.currentRevision.value
    indexed.value
    return streams.current.value
  }
  const marked = computed(() => spanOf(streams, events.selected.value))
  return {
    mode,
    size: computed(() => shownNow()?.bytes.length ?? 0),
    notes: computed(() => {
      const stream = shownNow()
      return stream ? bytesNotes(stream) : []
    }),
    chunks: computed(() => shownNow()?.chunks.length ?? 0),
    count: computed(() => {
      indexed.value
      return hex.value?.length ?? index.value?.length ?? 0
    }),
    progress: computed(() => {
      indexed.value
      const length = streams.current.value?.bytes.length ?? 0
      return hex.value || length === 0 ? 1 : (index.value?.indexed ?? 0) / length
    }),
    marked,
    markedRow: computed(() => {
      indexed.value
      const span = marked.value
      if (!span) return -1
      return (hex.value ?? index.value)?.rowAt(span.start) ?? -1
    }),
    textRow(at) {
      const stream = shownNow()
      const row = index.value?.rows(at, at + 1)[0]
      if (!stream || !row) return null
      const held = row.hole ? null : stream.bytes.slice(row.start, row.end)
      const begins = row.chunk >= 0 && stream.chunks.offset(row.chunk) === row.start
      return {
        ...row,
        parts: held ? textParts(held, row.start === 0) : [],
        leads: begins ? chunkLabel(stream, row.chunk) : null,
      }
    },
    hexRow: at => (shownNow() && hex.value?.rows(at, at + 1)[0]) ?? null,
    span: at => (shownNow() && (hex.value ?? index.value)?.rows(at, at + 1)[0]) ?? null,
    chunk(at) {
      const stream = streams.current.value
      return stream && at >= 0 && at < stream.chunks.length ? chunkLabel(stream, at) : null
    },
    rowAt(offset) {
      indexed.value
      return (hex.value ?? index.value)?.rowAt(offset) ?? -1
    },
    setMode(next) {
      mode.value = next
    },
    selectAt(offset) {
      const stream = streams.current.value
      const block = stream ? blockAt(stream.blocks, offset) : -1
      if (block >= 0) events.select(block)
    },
    dispose() {
      stop()
      pump.stop()
    },
  }
}

const spanOf = (streams: StreamsState, block: number | null): ByteSpan | null => {
  const blocks = streams.current.value?.blocks
  return blocks && block !== null ? { start: blocks.start(block), end: blocks.end(block) } : null
}
