import type { PartWriter } from './message-types'

/** A text of which it is not said whether each event brings the whole so far or only what is new. */
export interface UnclearText {
  add(text: string): void
}

/** So many characters, or so many texts, that begin with the one before are no chance. */
const ENOUGH = 8
const LONG_ENOUGH = 12

/** Until it is clear, the texts are kept: what was taken for the whole may turn out to be a piece. */
export function createUnclearText(part: PartWriter, isWhole: boolean | null): UnclearText {
  let mode = isWhole
  let seen: string[] = []

  function decide(): void {
    const grows = seen.every((text, index) => index === 0 || text.startsWith(seen[index - 1] ?? ''))
    if (!grows) mode = false
    else if (seen.length > ENOUGH || (seen.length > 1 && (seen.at(-2)?.length ?? 0) >= LONG_ENOUGH))
      mode = true
  }

  return {
    add(text) {
      if (mode === true) return part.grow(text)
      if (mode === false) return part.append(text)
      if (text === '') return part.touch()
      seen.push(text)
      decide()
      // What was shown as the whole was the beginning of the sum only if it was one piece.
      if (mode === false) part.grow(seen.join(''))
      else part.grow(text)
      if (mode !== null) seen = []
    },
  }
}
