import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import { lastBlockAt } from '../views/block-time'
import type { EpochMilliseconds, Milliseconds } from '../wire/units'
import { coalesce, type Schedule } from './schedule'
import type { StreamsState } from './streams-state'

export const SPEEDS = [0.25, 0.5, 1, 2, 4, 10] as const
export type Speed = (typeof SPEEDS)[number]
export const isSpeed = (value: number): value is Speed => SPEEDS.some(speed => speed === value)

/** What one step of the slider is: an event, or a hundredth of a second. */
export type ScrubAxis = 'events' | 'time'

/** Where in the current stream the message is looked at. */
export interface ScrubberState {
  /** The last event taken in; null at the end, where what comes is followed. */
  position: ReadonlySignal<number | null>
  /** The same as a number, whether at the end or not; -1 before the first event. */
  block: ReadonlySignal<number>
  /** Of the event, since the request; null where it is not known. */
  time: ReadonlySignal<Milliseconds | null>
  axis: ReadonlySignal<ScrubAxis>
  speed: ReadonlySignal<Speed>
  isPlaying: ReadonlySignal<boolean>
  /** The slider in units of its axis. */
  range: ReadonlySignal<{ value: number; most: number }>
  setAxis(axis: ScrubAxis): void
  setSpeed(speed: Speed): void
  /** To a place of the slider. */
  slide(value: number): void
  goTo(block: number): void
  step(by: number): void
  toEnd(): void
  /** From where it stands, or from the beginning where that is the end; stops where it plays. */
  togglePlay(): void
  dispose(): void
}

export const createScrubberState = (
  streams: StreamsState,
  schedule: Schedule,
  now: () => EpochMilliseconds,
): ScrubberState => {
  const position = signal<number | null>(null)
  const axis = signal<ScrubAxis>('events')
  const speed = signal<Speed>(1)
  const playing = signal<{ since: EpochMilliseconds; from: EpochMilliseconds } | null>(null)
  /** Between two events time moves on too. */
  const shownTime = signal<EpochMilliseconds | null>(null)

  const blocksNow = () => {
    streams.currentRevision.value
    return streams.current.value?.blocks ?? null
  }
  const length = computed(() => blocksNow()?.length ?? 0)
  const block = computed(() => Math.min(position.value ?? length.value - 1, length.value - 1))
  const startTime = () => streams.current.value?.opened.at ?? 0
  const timeOf = (index: number) => (index < 0 ? startTime() : (blocksNow()?.time(index) ?? Number.NaN))
  const lastTime = () => timeOf(length.value - 1)

  const place = (next: number, time: EpochMilliseconds | null = null) => {
    const isEnd = next >= length.value - 1
    position.value = isEnd ? null : Math.max(-1, next)
    shownTime.value = isEnd ? null : time
  }
  const stop = () => {
    playing.value = null
    frame.cancel()
  }
  const move = (next: number, time: EpochMilliseconds | null = null) => {
    stop()
    place(next, time)
  }
  const playOn = () => {
    const run = playing.value
    const blocks = blocksNow()
    if (!run || !blocks) return
    const time = run.from + (now() - run.since) * speed.value
    if (!(time < lastTime())) return move(length.value - 1)
    place(lastBlockAt(blocks, time), time)
    frame.request()
  }
  const frame = coalesce(schedule, playOn)

  /** Changes the speed from here on only. */
  const restart = (from: EpochMilliseconds) => {
    playing.value = { since: now(), from }
    frame.request()
  }
  const undo = effect(() => {
    streams.current.value?.key
    streams.currentReadings.value
    untracked(() => move(Number.POSITIVE_INFINITY))
  })

  return {
    position,
    block,
    time: computed(() => {
      const time = shownTime.value ?? timeOf(block.value)
      return Number.isNaN(time) ? null : time - startTime()
    }),
    axis,
    speed,
    isPlaying: computed(() => playing.value !== null),
    range: computed(() => {
      if (axis.value === 'events') return { value: block.value + 1, most: length.value }
      const most = Math.max(0, Math.ceil(lastTime() - startTime()) || 0)
      const time = shownTime.value ?? timeOf(block.value)
      return { value: position.value === null ? most : Math.round(time - startTime()) || 0, most }
    }),
    setAxis(next) {
      axis.value = next
    },
    setSpeed(next) {
      if (playing.value) restart(shownTime.value ?? timeOf(block.value))
      speed.value = next
    },
    slide(value) {
      const blocks = blocksNow()
      if (axis.value === 'events') move(value - 1)
      else if (blocks) move(lastBlockAt(blocks, startTime() + value), startTime() + value)
    },
    goTo: next => move(next),
    step: by => move(block.value + by),
    toEnd: () => move(Number.POSITIVE_INFINITY),
    togglePlay() {
      if (playing.value) return stop()
      if (length.value === 0) return
      // At the end it begins with the request's first event.
      if (position.value === null) place(-1)
      const from = shownTime.value ?? timeOf(block.value)
      restart(Number.isNaN(from) || position.value === null ? startTime() : from)
    },
    dispose() {
      stop()
      undo()
    },
  }
}
