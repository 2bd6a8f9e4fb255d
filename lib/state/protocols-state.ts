import { computed, effect, signal, untracked } from '@preact/signals'
import { type Assembly, createAssembly } from '../protocols/assembly'
import { isTold } from '../protocols/detect'
import type { Confidence, ProtocolId } from '../protocols/types'
import type { Session, Stream, StreamKey } from '../session/types'
import type { SettingsStore } from '../settings/store'
import type { Milliseconds } from '../wire/units'
import type { ListState } from './list-state'
import { ownProtocols } from './own-protocols'
import { createPump } from './pump'
import type { Schedule } from './schedule'
import type { Tick } from './tick'

/** What a stream's first events look like. */
export interface ProtocolSeen {
  id: ProtocolId
  confidence: Confidence
}

/** The protocols of all streams, as far as somebody wants to see them. */
export interface ProtocolsState {
  /** Null where no known one fits, or nobody asked yet. */
  of(key: StreamKey): ProtocolSeen | null
  dispose(): void
}

/** What has not shown itself in so many blocks is not waited for. */
const MOST_BLOCKS = 64
const STEP = 4

interface Options {
  session: Session
  tick: Tick
  list: ListState
  store: SettingsStore
  schedule: Schedule
  now: () => Milliseconds
}

interface Look {
  readings: number
  /** Null once its beginning is read. */
  assembly: Assembly | null
  seen: ProtocolSeen | null
}

export const createProtocolsState = ({
  session,
  tick,
  list,
  store,
  schedule,
  now,
}: Options): ProtocolsState => {
  const progress = signal(0)
  const isWanted = computed(() => list.columns.value.includes('protocol'))
  let looks = new WeakMap<Stream, Look>()
  let rules = store.settings.messageRules
  let waiting: Stream[] = []

  const lookAt = (stream: Stream): Look => {
    const known = looks.get(stream)
    if (known?.readings === stream.readings) return known
    const assembly = createAssembly(stream, null, ownProtocols(rules, stream))
    const look = { readings: stream.readings, assembly, seen: null }
    looks.set(stream, look)
    return look
  }
  /** True while there is more of its beginning to read. */
  const readOn = (look: Look): boolean => {
    const { assembly } = look
    if (!assembly) return false
    const hasMore = assembly.advance(STEP) && assembly.read < MOST_BLOCKS
    const { protocol, confidence } = assembly.detection
    look.seen = isTold(confidence) ? { id: protocol.id, confidence } : null
    if (assembly.read >= MOST_BLOCKS) look.assembly = null
    return hasMore
  }
  const pump = createPump({
    step() {
      const stream = waiting.at(-1)
      if (stream && !readOn(lookAt(stream))) waiting.pop()
      return waiting.length > 0
    },
    onProgress: () => progress.value++,
    schedule,
    now,
  })
  const isDue = (stream: Stream) => {
    const known = looks.get(stream)
    if (known?.readings !== stream.readings) return true
    return known.assembly !== null && known.assembly.read < stream.blocks.length
  }
  const run = () => {
    waiting = session.streams.filter(isDue)
    if (waiting.length > 0) pump.run()
  }
  const undo = [
    effect(() => {
      tick.revision.value
      if (isWanted.value) untracked(run)
      else pump.stop()
    }),
    store.subscribe(settings => {
      if (JSON.stringify(settings.messageRules) === JSON.stringify(rules)) return
      rules = settings.messageRules
      looks = new WeakMap()
      if (isWanted.peek()) run()
    }),
  ]
  return {
    of(key) {
      progress.value
      const stream = session.stream(key)
      return (stream && looks.get(stream)?.seen) ?? null
    },
    dispose() {
      pump.stop()
      for (const stop of undo) stop()
    },
  }
}
