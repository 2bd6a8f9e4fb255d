import type { Stream, StreamState } from '../session/types'
import type { StreamOpened } from '../wire/records'
import { contentType } from './headers'
import { FORMAT_NAMES, sourceName } from './stream-row'

/** What the list of streams is narrowed to. An empty list lets everything through. */
export interface StreamFilter {
  /** Words that must all occur in method, URL, status, source or type, whatever their case. */
  text: string
  states: readonly StreamGroup[]
  sources: readonly string[]
  /** Format names, or content types where there is no format. */
  types: readonly string[]
}

/** States as one filters by them. */
export type StreamGroup = 'running' | 'complete' | 'failed' | 'stopped'

export const STREAM_GROUPS: readonly StreamGroup[] = ['running', 'complete', 'failed', 'stopped']

export const NO_FILTER: StreamFilter = { text: '', states: [], sources: [], types: [] }

export const isFiltering = ({ text, states, sources, types }: StreamFilter): boolean =>
  text.trim() !== '' || states.length + sources.length + types.length > 0

const GROUPS: Readonly<Record<StreamState, StreamGroup>> = {
  pending: 'running',
  open: 'running',
  complete: 'complete',
  failed: 'failed',
  refused: 'failed',
  'timed-out': 'failed',
  lost: 'failed',
  aborted: 'stopped',
  cancelled: 'stopped',
  closed: 'stopped',
  left: 'stopped',
}

/** The API that opened it, as code calls it; `DevTools` where nothing else is known. */
export const sourceFacet = ({ opened }: Stream): string => sourceName(opened.source) || 'DevTools'

/** The format's short name, else the content type, else ''. */
export const typeFacet = ({ format, response }: Stream): string =>
  format ? FORMAT_NAMES[format] : contentType(response?.headers ?? [])

export const createStreamFilter = (filter: StreamFilter): ((stream: Stream) => boolean) => {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  return stream =>
    allows(filter.states, GROUPS[stream.state]) &&
    allows(filter.sources, sourceFacet(stream)) &&
    allows(filter.types, typeFacet(stream)) &&
    hasWords(stream, words)
}

const allows = <T>(chosen: readonly T[], value: T) => chosen.length === 0 || chosen.includes(value)

const hasWords = (stream: Stream, words: readonly string[]): boolean => {
  if (words.length === 0) return true
  const { opened, response } = stream
  const parts = [response?.status ?? '', sourceFacet(stream), typeFacet(stream)]
  const text = `${askedText(opened)}\n${parts.join('\n').toLowerCase()}`
  return words.every(word => text.includes(word))
}

const askedTexts = new WeakMap<StreamOpened, string>()

/** What was asked never changes, and URLs can be long. */
const askedText = (opened: StreamOpened): string => {
  const known = askedTexts.get(opened) ?? `${opened.method}\n${opened.url}`.toLowerCase()
  askedTexts.set(opened, known)
  return known
}

/** A value one can filter by, and how many streams have it. */
export interface Facet {
  value: string
  count: number
}

export interface StreamFacets {
  sources: readonly Facet[]
  types: readonly Facet[]
}

/** The values there are, most frequent first; those chosen stay, even where no stream has them. */
export const streamFacets = (streams: readonly Stream[], { sources, types }: StreamFilter): StreamFacets => ({
  sources: count(streams.map(sourceFacet), sources),
  types: count(streams.map(typeFacet).filter(Boolean), types),
})

/** Types come from the page: only so many are offered. */
const MOST_FACETS = 12

const count = (values: readonly string[], chosen: readonly string[]): Facet[] => {
  const counts = new Map(chosen.map(value => [value, 0]))
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const facets = [...counts].map(([value, count]) => ({ value, count }))
  return facets.sort((a, b) => b.count - a.count).slice(0, MOST_FACETS)
}
