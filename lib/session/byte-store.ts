import type { DropReason } from '../wire/records'
import type { ByteCount, ByteOffset } from '../wire/units'
import { lastAtMost } from './binary-search'
import { createHoleList } from './holes'
import type { ByteStore } from './types'

export interface ByteRecorder {
  readonly store: ByteStore
  /** Takes the array over; the caller must not write to it any more. */
  append(bytes: Uint8Array): void
  skip(length: ByteCount, reason: DropReason): void
  /** Lets go of every byte before `end` and returns how many were held. */
  dropBefore(end: ByteOffset, reason: DropReason): ByteCount
  /** Forgets the body from `end` on and returns how many of its bytes were held. */
  truncate(end: ByteOffset): ByteCount
  /** Goes through the body so far, in order. */
  replay(onBytes: (bytes: Uint8Array) => void, onHole: (length: ByteCount) => void): void
  /** No more bytes will come: gives unused memory back. */
  seal(): void
}

/** The body's bytes [start, end) are `bytes[offset - origin]`. `bytes` may have room to spare at its end. */
interface Segment {
  start: ByteOffset
  end: ByteOffset
  origin: ByteOffset
  bytes: Uint8Array
}

/** Runs from this size on are kept as they come; smaller ones share a segment, whose cost they could not carry. */
const LARGE_RUN: ByteCount = 16 * 1024
const SMALLEST_SEGMENT: ByteCount = 1024
const LARGEST_SEGMENT: ByteCount = 64 * 1024

export function createByteStore(): ByteRecorder {
  const segments: Segment[] = []
  const holes = createHoleList()
  let length: ByteOffset = 0
  let held: ByteCount = 0
  /** The segment that small runs are added to, if it ends where the body ends. */
  let open: Segment | null = null

  function append(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    if (bytes.length >= LARGE_RUN) pushSegment(bytes)
    else appendSmall(bytes)
    length += bytes.length
    held += bytes.length
  }

  function pushSegment(bytes: Uint8Array): void {
    open = null
    segments.push({ start: length, end: length + bytes.length, origin: length, bytes })
  }

  function appendSmall(bytes: Uint8Array): void {
    const segment = openSegment(bytes.length)
    segment.bytes.set(bytes, length - segment.origin)
    segment.end = length + bytes.length
  }

  function openSegment(needed: ByteCount): Segment {
    const used = open === null ? 0 : length - open.origin
    if (open === null || used + needed > LARGEST_SEGMENT) {
      const bytes = new Uint8Array(Math.max(SMALLEST_SEGMENT, needed))
      open = { start: length, end: length, origin: length, bytes }
      segments.push(open)
    } else if (used + needed > open.bytes.length) {
      // Views handed out before keep the old memory, whose bytes are the same.
      const capacity = Math.min(LARGEST_SEGMENT, Math.max(open.bytes.length * 2, used + needed))
      const grown = new Uint8Array(capacity)
      grown.set(open.bytes)
      open.bytes = grown
    }
    return open
  }

  function skip(count: ByteCount, reason: DropReason): void {
    open = null
    holes.add(length, length + count, reason)
    length += count
  }

  function firstOf(offset: ByteOffset): number {
    return lastAtMost(segments.length, index => segments[index]?.start ?? 0, offset)
  }

  function slice(from: ByteOffset, to: ByteOffset): Uint8Array | null {
    const start = Math.max(0, from)
    const end = Math.min(length, to)
    if (end <= start) return new Uint8Array(0)
    const index = firstOf(start)
    const segment = segments[index]
    if (segment === undefined || segment.end <= start) return null
    if (end <= segment.end) return segment.bytes.subarray(start - segment.origin, end - segment.origin)
    return isWhole(index, end) ? join(index, start, end) : null
  }

  function together(from: number): Uint8Array | null {
    const segment = segments[firstOf(from)]
    if (segment === undefined || from < segment.start || segment.end <= from) return null
    return segment.bytes.subarray(from - segment.origin, segment.end - segment.origin)
  }

  /** Whether the segments from `first` on follow each other without a hole up to `end`. */
  function isWhole(first: number, end: ByteOffset): boolean {
    let index = first
    while ((segments[index]?.end ?? end) < end) {
      if (segments[index]?.end !== segments[index + 1]?.start) return false
      index++
    }
    return true
  }

  function join(first: number, start: ByteOffset, end: ByteOffset): Uint8Array {
    const joined = new Uint8Array(end - start)
    for (let index = first; index < segments.length; index++) {
      const segment = segments[index]
      if (segment === undefined || segment.start >= end) break
      const from = Math.max(start, segment.start)
      const part = segment.bytes.subarray(from - segment.origin, Math.min(end, segment.end) - segment.origin)
      joined.set(part, from - start)
    }
    return joined
  }

  function dropBefore(end: ByteOffset, reason: DropReason): ByteCount {
    const before = held
    let emptied = 0
    for (const segment of segments) {
      if (segment.start >= end) break
      dropFront(segment, Math.min(end, segment.end), reason)
      if (segment.start < segment.end) break
      if (segment === open) open = null
      emptied++
    }
    segments.splice(0, emptied)
    return before - held
  }

  function dropFront(segment: Segment, end: ByteOffset, reason: DropReason): void {
    holes.add(segment.start, end, reason)
    held -= end - segment.start
    segment.start = end
    const left = segment.end - end
    // Memory is given back by copying what is left, at most as much as was dropped.
    if (segment !== open && segment.bytes.length > LARGEST_SEGMENT && left < segment.bytes.length / 2)
      trim(segment)
  }

  function trim(segment: Segment): void {
    segment.bytes = segment.bytes.slice(segment.start - segment.origin, segment.end - segment.origin)
    segment.origin = segment.start
  }

  function truncate(end: ByteOffset): ByteCount {
    const before = held
    // What follows must not be written over bytes that views were handed out of.
    open = null
    let last = segments.at(-1)
    while (last !== undefined && last.end > end) {
      held -= last.end - Math.max(last.start, end)
      last.end = end
      if (last.start < end) break
      segments.pop()
      last = segments.at(-1)
    }
    holes.truncate(end)
    length = Math.min(length, end)
    return before - held
  }

  function replay(onBytes: (bytes: Uint8Array) => void, onHole: (length: ByteCount) => void): void {
    let position = 0
    for (const segment of segments) {
      if (segment.start > position) onHole(segment.start - position)
      onBytes(segment.bytes.subarray(segment.start - segment.origin, segment.end - segment.origin))
      position = segment.end
    }
    if (length > position) onHole(length - position)
  }

  function seal(): void {
    if (open !== null && open.end - open.origin < open.bytes.length) trim(open)
    open = null
  }

  return {
    store: {
      get length() {
        return length
      },
      get held() {
        return held
      },
      slice,
      together,
      holes: () => holes.all,
    },
    append,
    skip,
    dropBefore,
    truncate,
    replay,
    seal,
  }
}
