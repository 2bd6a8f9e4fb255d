import type { Stream, StreamKey } from '../session/types'
import type { DocumentInfo } from '../wire/records'
import type { EpochMilliseconds } from '../wire/units'
import { type StreamRanks, type StreamSort, sortValue } from './stream-columns'
import { createStreamFilter, isFiltering, type StreamFilter } from './stream-filter'

/** `chain`: reconnects under their first connection. `document`: a heading for each document. */
export type Grouping = 'none' | 'chain' | 'document'

export const GROUPINGS: readonly Grouping[] = ['none', 'chain', 'document']

/** A line of the list. */
export type ListEntry =
  | { kind: 'stream'; stream: Stream; isPinned: boolean; isFollower: boolean }
  | { kind: 'document'; document: DocumentInfo; count: number }

export interface ListOptions {
  filter: StreamFilter
  /** Null for the order in which they were opened. */
  sort: StreamSort | null
  grouping: Grouping
  pinned: ReadonlySet<StreamKey>
  ranks: StreamRanks
}

/** Whether the list is simply the session's. */
export const isPlain = ({ filter, sort, grouping, pinned }: ListOptions): boolean =>
  sort === null && grouping === 'none' && pinned.size === 0 && !isFiltering(filter)

/** Pinned streams stand first; sorting is stable; groups keep the place of their first member. */
export const listStreams = (
  streams: readonly Stream[],
  options: ListOptions,
  now: EpochMilliseconds,
): ListEntry[] => {
  const { filter, sort, grouping, pinned, ranks } = options
  const shown = isFiltering(filter) ? streams.filter(createStreamFilter(filter)) : streams
  const sorted = sort ? sortStreams(shown, sort, stream => sortValue(stream, sort.column, now, ranks)) : shown
  const isPinned = (stream: Stream) => pinned.has(stream.key)
  const entry = (stream: Stream, isFollower = false): ListEntry => ({
    kind: 'stream',
    stream,
    isPinned: isPinned(stream),
    isFollower,
  })
  const first = pinned.size > 0 ? sorted.filter(isPinned).map(stream => entry(stream)) : []
  const rest = pinned.size > 0 ? sorted.filter(stream => !isPinned(stream)) : sorted
  if (grouping === 'document') return [...first, ...byDocument(rest, entry)]
  if (grouping === 'chain') return [...first, ...byChain(rest, entry)]
  return [...first, ...rest.map(stream => entry(stream))]
}

const sortStreams = (
  streams: readonly Stream[],
  { descending }: StreamSort,
  read: (stream: Stream) => number | string,
): Stream[] => {
  const keyed = streams.map(stream => ({ stream, value: read(stream) }))
  const sign = descending ? -1 : 1
  keyed.sort((a, b) => sign * compare(a.value, b.value) || a.stream.number - b.stream.number)
  return keyed.map(({ stream }) => stream)
}

const compare = (a: number | string, b: number | string): number => {
  if (a === b) return 0
  return a < b ? -1 : 1
}

type MakeEntry = (stream: Stream, isFollower?: boolean) => ListEntry

const byDocument = (streams: readonly Stream[], entry: MakeEntry): ListEntry[] => {
  const groups = Map.groupBy(streams, stream => stream.document.id)
  return [...groups.values()].flatMap(members => {
    const document = members[0]?.document
    if (!document) return []
    return [
      { kind: 'document' as const, document, count: members.length },
      ...members.map(stream => entry(stream)),
    ]
  })
}

/** A connection whose first is not in the list leads a group of its own. */
const byChain = (streams: readonly Stream[], entry: MakeEntry): ListEntry[] => {
  const follows = new Map(streams.map(stream => [stream.key, stream.follows]))
  const roots = new Map<StreamKey, StreamKey>()
  const rootOf = (key: StreamKey): StreamKey => {
    const path = new Set<StreamKey>()
    let at = key
    for (;;) {
      const known = roots.get(at)
      const before = follows.get(at)
      if (known !== undefined) at = known
      if (known !== undefined || before == null || !follows.has(before) || path.has(before)) break
      path.add(at)
      at = before
    }
    for (const passed of path) roots.set(passed, at)
    return at
  }
  const groups = Map.groupBy(streams, stream => rootOf(stream.key))
  return [...groups.values()].flatMap(members =>
    members.toSorted((a, b) => a.number - b.number).map((stream, at) => entry(stream, at > 0)),
  )
}
