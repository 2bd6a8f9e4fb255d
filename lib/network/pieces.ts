import type { Consumer } from '../wire/records'
import type { ByteOffset, EpochMilliseconds, Milliseconds } from '../wire/units'
import { align, alignBeginning } from './align'
import type { ListedEvent } from './entry'
import { type BodyEvent, keyOf, type StreamEvent, writeEvent } from './events'
import { LOOKED_AT_AGAIN, NOTHING_SETTLED, type Settled } from './settled'

/** A chunk as the stream should have it. */
export interface Piece {
  at: EpochMilliseconds
  consumer: Consumer
  bytes: Uint8Array
}

/** Pieces, and how much of them and of what they were made of is settled. */
export interface Pieces {
  pieces: readonly Piece[]
  settled: Settled
}

/** A chunk of the stream that holds an event which the page saw. */
export interface HeardEvent extends Piece {
  event: StreamEvent
}

/** A body, or what there is of it, and when which part of it was seen: ends and times ascend. */
export interface SeenBytes {
  bytes: Uint8Array
  growth: readonly { end: ByteOffset; at: EpochMilliseconds }[]
}

export interface SeenBody extends SeenBytes {
  events: readonly BodyEvent[]
}

/** How long an event that DevTools lists may still be on its way from the page. */
export const RELAY_LATENCY: Milliseconds = 2_000

/** Which events count as equal. */
export type KeyOf = (event: StreamEvent) => string

interface EventsContext {
  keyOf: KeyOf
  /** The last event ID in force before; null where it is not known. */
  previousId: string | null
  now: EpochMilliseconds
}

/**
 * The stream from the events that the page saw and those that DevTools lists. A listed event that the page did not see
 * is put in its place once it is sure that the page's record of it is not still to come: a later one was seen, or time
 * has passed.
 */
export const piecesOfEvents = (
  heard: readonly HeardEvent[],
  listed: readonly ListedEvent[],
  { keyOf, previousId, now }: EventsContext,
): Pieces => {
  const places = align(
    heard.map(({ event, at }) => ({ key: keyOf(event), at })),
    listed.map(event => ({ key: keyOf(event), at: event.at })),
  )
  const lastPlace = places.findLast(isPlace) ?? -1
  const followers = nextPlaces(places, listed.length)
  const pieces: Piece[] = []
  let next = 0
  let id = previousId
  let settled = NOTHING_SETTLED

  const addListed = (end: number, before: EpochMilliseconds) => {
    for (let event = listed[next]; event && next < end && event.at <= before; event = listed[++next]) {
      if (next > lastPlace && now - event.at <= RELAY_LATENCY) return
      pieces.push({ at: event.at, consumer: 'devtools-events', bytes: writeEvent(event, id) })
      id = event.id
    }
  }

  for (const [index, { event, ...piece }] of heard.entries()) {
    const isListed = isPlace(places[index] ?? -1)
    // What is not listed, or not yet, stands where its time puts it.
    addListed(followers[index] ?? 0, isListed ? Number.POSITIVE_INFINITY : piece.at)
    pieces.push(piece)
    id = event.id
    if (!isListed) continue
    next++
    if (index < heard.length - LOOKED_AT_AGAIN)
      settled = { chunks: pieces.length, listed: next, bytes: 0, id: event.id }
  }
  addListed(listed.length, Number.POSITIVE_INFINITY)
  return { pieces, settled }
}

const isPlace = (place: number): boolean => place >= 0

/** For each the first place from it on; `end` where none follows. */
const nextPlaces = (places: readonly number[], end: number): readonly number[] => {
  let next = end
  return places
    .toReversed()
    .map(place => {
      if (isPlace(place)) next = place
      return next
    })
    .reverse()
}

/**
 * The stream from its true bytes, cut behind each event of which the time is known: the page's where it saw the event,
 * else the listed one. Events before it of which no time is known, and what was seen to be there earlier, are pieces of
 * their own; what else lies before it, comments for one, came no later and is part of its piece. Null where the page
 * saw events that the body lacks: then it is not this stream's.
 */
export const piecesOfBody = (
  heard: readonly HeardEvent[],
  listed: readonly ListedEvent[],
  body: SeenBody,
): Pieces | null => {
  const { events, bytes } = body
  const listedAt = timesIn(events, listed)
  const places = placesIn(events, heard, listedAt)
  const found = 1 + places.findLastIndex(isPlace)
  if (!isBeginning(places) || (heard.length > 0 && found === 0)) return null
  const heardAt = new Map(heard.slice(0, found).map(({ at }, index) => [places[index], at]))
  const lastSettled = places[Math.min(found, heard.length - LOOKED_AT_AGAIN) - 1]
  const pieces: Piece[] = []
  let settled = NOTHING_SETTLED
  let from = 0

  const cut = (end: ByteOffset, at: EpochMilliseconds, consumer: Consumer) => {
    if (end > from) pieces.push({ at, consumer, bytes: bytes.subarray(from, end) })
    from = Math.max(from, end)
  }
  const cutSeen = (end: ByteOffset, before: EpochMilliseconds) => {
    for (const seen of body.growth)
      if (seen.end > from && seen.at < before) cut(Math.min(seen.end, end), seen.at, 'devtools-body')
  }

  for (const [index, { end, id }] of events.entries()) {
    const dispatched = heardAt.get(index)
    const at = dispatched ?? listedAt[index] ?? null
    if (at === null) continue
    const untimed = events[index - 1]?.end ?? 0
    cutSeen(untimed, at)
    cut(untimed, at, 'devtools-body')
    cut(end, at, dispatched === undefined ? 'devtools-timed-body' : 'dispatch-body')
    if (index === lastSettled) settled = { chunks: pieces.length, listed: 0, bytes: end, id }
  }
  const ahead = heard.slice(found)
  // Where the page is ahead of the body, what follows the body's last event must not run into the page's next.
  cutSeen(ahead.length === 0 ? bytes.length : (events.at(-1)?.end ?? 0), Number.POSITIVE_INFINITY)
  return { pieces: [...pieces, ...ahead.map(({ event: _, ...piece }) => piece)], settled }
}

/** Where the page is ahead of the body, what it heard last can look like something earlier in the body. */
const placesIn = (
  events: readonly BodyEvent[],
  heard: readonly HeardEvent[],
  listedAt: readonly (EpochMilliseconds | null)[],
): readonly number[] => {
  const places = align(
    heard.map(({ event, at }) => ({ key: keyOf(event), at })),
    events.map((event, index) => ({ key: keyOf(event), at: listedAt[index] ?? null })),
  )
  if (isBeginning(places)) return places
  const keys = events.map(keyOf)
  const heardKeys = heard.map(({ event }) => keyOf(event))
  const first = alignBeginning(heardKeys, keys)
  const found = 1 + first.findLastIndex(isPlace)
  // What the page is ahead with is not in the body yet; what is, lies where it should not.
  const later = new Set(keys.slice(1 + (first[found - 1] ?? -1)))
  return heardKeys.slice(found).some(key => later.has(key)) ? places : first
}

/** Whether those that have a place are the first. */
const isBeginning = (places: readonly number[]): boolean =>
  places.slice(0, 1 + places.findLastIndex(isPlace)).every(isPlace)

/** The listed time of each event of a body; null for those that are not listed. */
const timesIn = (
  events: readonly BodyEvent[],
  listed: readonly ListedEvent[],
): readonly (EpochMilliseconds | null)[] => {
  const times = new Array<EpochMilliseconds | null>(events.length).fill(null)
  const places = align(
    listed.map(event => ({ key: keyOf(event), at: null })),
    events.map(event => ({ key: keyOf(event), at: null })),
  )
  for (const [index, place] of places.entries()) if (place >= 0) times[place] = listed[index]?.at ?? null
  return times
}
