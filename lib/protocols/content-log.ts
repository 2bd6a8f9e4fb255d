import type { ContentLog } from './message-types'

export interface ContentRecorder extends ContentLog {
  push(block: number, part: number, text: string): void
}

/** Three numbers for each event that brought text to a part. */
export function createContentLog(): ContentRecorder {
  const blocks: number[] = []
  const counts: number[] = []
  const parts: number[] = []
  return {
    get length() {
      return blocks.length
    },
    block: index => blocks[index] ?? -1,
    characters: index => counts[index] ?? 0,
    part: index => parts[index] ?? 0,
    push(block, part, text) {
      const last = blocks.length - 1
      if (blocks[last] === block && parts[last] === part) {
        counts[last] = (counts[last] ?? 0) + codePoints(text)
        return
      }
      blocks.push(block)
      counts.push(codePoints(text))
      parts.push(part)
    },
  }
}

function codePoints(text: string): number {
  let count = text.length
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code >= 0xdc00 && code <= 0xdfff) count--
  }
  return count
}
