import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { BLOCK_COPY_KINDS, type BlockCopyKind, blockCopy } from '../views/block-copy'
import { type EventChanges, eventChanges } from '../views/event-changes'
import { HEX_LIMIT, hexDump } from '../views/hex-dump'
import type { ByteCount } from '../wire/units'
import type { EventsState } from './events-state'
import type { NoticeState } from './notice-state'
import type { StreamsState } from './streams-state'

export type InspectMode = 'tree' | 'text' | 'hex' | 'changes'

/** The selected block, looked at in one way or another. */
export interface InspectState {
  mode: ReadonlySignal<InspectMode>
  /** Null where the bytes were dropped. */
  hex: ReadonlySignal<HexText | null>
  changes: ReadonlySignal<EventChanges | null>
  setMode(mode: InspectMode): void
  /** What of a block can be copied. */
  copies(block: number): readonly BlockCopyKind[]
  copy(block: number, kind: BlockCopyKind): void
}

export interface HexText {
  text: string
  /** Bytes shown, where it is not all of them; else null. */
  cut: ByteCount | null
}

export const createInspectState = (
  streams: StreamsState,
  events: EventsState,
  notice: NoticeState,
): InspectState => {
  const mode = signal<InspectMode>('tree')
  const copyOf = (block: number, kind: BlockCopyKind) => {
    const stream = streams.current.value
    return stream && block < stream.blocks.length ? blockCopy(stream, block, kind) : null
  }
  return {
    mode,
    // What is shown of an event is read again when the event is.
    hex: computed(() => {
      const [stream, event] = [streams.current.value, events.detail.value]
      if (!stream || !event) return null
      const end = event.start + Math.min(event.size, HEX_LIMIT)
      const held = stream.bytes.slice(event.start, end)
      return held && { text: hexDump(held, event.start), cut: event.size > HEX_LIMIT ? HEX_LIMIT : null }
    }),
    changes: computed(() => {
      const [stream, event] = [streams.current.value, events.detail.value]
      return stream && event && eventChanges(stream, event.index)
    }),
    setMode(next) {
      mode.value = next
    },
    copies: block => BLOCK_COPY_KINDS.filter(kind => copyOf(block, kind) !== null),
    copy(block, kind) {
      const text = copyOf(block, kind)
      if (text !== null) notice.copy(text)
    },
  }
}
