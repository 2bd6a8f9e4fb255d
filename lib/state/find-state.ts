import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import { type ByteSearch, createByteSearch, readNeedle } from '../views/byte-search'
import type { ByteCount, ByteOffset, Milliseconds } from '../wire/units'
import type { DetailState } from './detail-state'
import { createPump } from './pump'
import type { RawMode } from './raw-state'
import type { Schedule } from './schedule'
import type { StreamsState } from './streams-state'

/** Finds bytes in the current stream's body. */
export interface FindState {
  text: ReadonlySignal<string>
  count: ReadonlySignal<number>
  /** Which hit one is at, from 0; -1 where none was gone to. */
  place: ReadonlySignal<number>
  /** The bytes of the hit one is at. */
  found: ReadonlySignal<{ start: ByteOffset; end: ByteOffset } | null>
  isSearching: ReadonlySignal<boolean>
  setText(text: string): void
  /** To the next hit, or the one before, round the ends. */
  step(by: 1 | -1): void
  dispose(): void
}

/** Bytes looked through before the clock is asked. */
const STEP: ByteCount = 64 * 1024

export const createFindState = (
  streams: StreamsState,
  detail: DetailState,
  mode: ReadonlySignal<RawMode>,
  schedule: Schedule,
  now: () => Milliseconds,
): FindState => {
  const text = signal('')
  const place = signal(-1)
  const progress = signal(0)
  const needle = computed(() => readNeedle(text.value, mode.value === 'hex'))
  const search = computed((): ByteSearch | null => {
    streams.currentReadings.value
    const stream = streams.current.value
    return stream && needle.value ? createByteSearch(stream.bytes, needle.value) : null
  })
  const pump = createPump({
    step: () => search.value?.scan(STEP) ?? false,
    onProgress: () => progress.value++,
    schedule,
    now,
  })
  const undo = [
    effect(() => {
      search.value
      place.value = -1
    }),
    effect(() => {
      streams.currentRevision.value
      if (search.value && detail.tab.value === 'raw') untracked(pump.run)
      else pump.stop()
    }),
  ]
  const seen = <T>(read: (search: ByteSearch | null) => T) =>
    computed(() => {
      progress.value
      return read(search.value)
    })
  return {
    text,
    count: seen(found => found?.count ?? 0),
    place,
    found: seen(found => {
      const start = found?.hits[place.value]
      return start === undefined ? null : { start, end: start + (needle.value?.bytes.length ?? 0) }
    }),
    isSearching: seen(found => {
      const length = streams.current.value?.bytes.length ?? 0
      return found !== null && found.searched + (needle.value?.bytes.length ?? 0) <= length
    }),
    setText(next) {
      text.value = next
    },
    step(by) {
      const count = search.value?.hits.length ?? 0
      if (count === 0) return
      place.value = place.value < 0 ? (by > 0 ? 0 : count - 1) : (place.value + by + count) % count
    },
    dispose() {
      pump.stop()
      for (const stop of undo) stop()
    },
  }
}
