import type { Stream } from '../../session/types'
import { createPlaces } from '../places'
import { hasReads } from '../sight'
import type { Finding, Rule } from '../types'

/** Whether a chunk begins inside a UTF-8 character: with a continuation byte. */
const splitsCharacter = ({ bytes, chunks }: Stream, chunk: number): boolean => {
  const start = chunks.offset(chunk)
  const first = bytes.slice(start, start + 1)?.[0] ?? 0
  return (first & 0xc0) === 0x80
}

/** Legal, and met by every stream sooner or later; it breaks pages that parse chunk by chunk. */
export const chunkBorders: Rule = {
  codes: ['events-split', 'character-split'],
  watch: stream => {
    const events = createPlaces()
    const characters = createPlaces()
    let joined = 0
    let lastOfBefore = -1
    const take = (firstChunk: number, lastChunk: number, index: number) => {
      if (lastChunk === lastOfBefore) joined++
      lastOfBefore = lastChunk
      if (firstChunk === lastChunk || stream.format === 'plain-text') return
      events.add({ kind: 'event', index })
      for (let chunk = firstChunk + 1; chunk <= lastChunk; chunk++)
        if (splitsCharacter(stream, chunk)) characters.add({ kind: 'chunk', index: chunk })
    }
    return {
      block({ kind, firstChunk, lastChunk, index }) {
        if (kind === 'event') take(firstChunk, lastChunk, index)
      },
      stretch({ length, index, starts, ends, chunks }) {
        let count = 0
        let border = 0
        for (let at = 0; at < length; at++) {
          const end = ends[at] ?? 0
          if (end <= border) count++
          else {
            take(chunks.at(starts[at] ?? 0), chunks.at(end - 1), index + at)
            border = chunks.next
          }
        }
        joined += count
      },
      findings() {
        if (!hasReads(stream)) return []
        const found: Finding[] = []
        if (events.count > 0)
          found.push({
            code: 'events-split',
            severity: 'info',
            args: { count: events.count, joined },
            evidence: events.evidence,
          })
        if (characters.count > 0)
          found.push({
            code: 'character-split',
            severity: 'info',
            args: { count: characters.count },
            evidence: characters.evidence,
          })
        return found
      },
    }
  },
}
