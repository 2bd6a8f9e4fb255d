import type { Stream } from '../../session/types'
import { createPlaces } from '../places'
import { hasReads } from '../sight'
import type { BlockFacts, Finding, Rule } from '../types'

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
    return {
      block(facts: BlockFacts) {
        const { kind, firstChunk, lastChunk, index } = facts
        if (kind !== 'event') return
        if (lastChunk === lastOfBefore) joined++
        lastOfBefore = lastChunk
        if (firstChunk === lastChunk || stream.format === 'plain-text') return
        events.add({ kind: 'event', index })
        for (let chunk = firstChunk + 1; chunk <= lastChunk; chunk++)
          if (splitsCharacter(stream, chunk)) characters.add({ kind: 'chunk', index: chunk })
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
