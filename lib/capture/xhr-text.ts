import type { ByteCount, EpochMilliseconds } from '../wire/units'
import { charCodeAt, createList, encodeText, lengthOf, now, sliceText, viewOf } from './natives'
import type { Branch } from './watch'
import { textOf, xhrOf } from './xhr-natives'

/** Follows the body of one request through its progress events, and takes its text where it has any. */
export interface XhrText {
  /** A progress event has come: `loaded` bytes of the body are there. */
  note(loaded: ByteCount): void
  /** Hands what is new to the branch, if that is not too dear just now. */
  take(xhr: XMLHttpRequest, branch: Branch): void
  /** Hands over all that is left. */
  takeRest(xhr: XMLHttpRequest, branch: Branch): void
  /** What was noted and not taken. */
  left(): { chunks: number; bytes: ByteCount }
}

interface Mark {
  at: EpochMilliseconds
  loaded: ByteCount
}

/** A look may take up to one part in so many of the time. */
const PACE = 20

export const hasText = (xhr: XMLHttpRequest): boolean => {
  const type = xhrOf.responseType(xhr)
  return type === '' || type === 'text'
}

/**
 * The browser makes the whole text anew each time it is asked for, so a long text is not asked for at every event:
 * the next look waits PACE times as long as the last one took. Each part still gets the time of the event that made it
 * available: events tell how many bytes there are, and the text is shared out among them in proportion, which for UTF-8
 * is the place itself.
 */
export const createXhrText = (): XhrText => {
  let taken = 0
  let known: ByteCount = 0
  let loaded: ByteCount = 0
  let marks = createList<Mark>()
  let resumeAt: EpochMilliseconds = 0

  const note = (bytes: ByteCount) => {
    if (bytes <= loaded) return
    loaded = bytes
    marks[marks.length] = { at: now(), loaded }
  }

  const takeText = (xhr: XMLHttpRequest, branch: Branch, isAll: boolean) => {
    const text = textOf(xhr)
    // The other half of a surrogate pair may be still to come.
    const isHalf = !isAll && (charCodeAt(text, text.length - 1) & 0xfc00) === 0xd800
    const end = isHalf ? text.length - 1 : text.length
    if (end <= taken) return
    if (marks.length === 0) note(loaded + 1)
    share(encodeText(sliceText(text, taken, end)), branch)
    taken = end
  }

  const share = (bytes: Uint8Array, branch: Branch) => {
    const total = lengthOf(bytes)
    let from = 0
    for (let i = 0; i < marks.length; i++) {
      const mark = marks[i]
      if (!mark) continue
      const isLast = i === marks.length - 1
      const to = isLast ? total : ((total * (mark.loaded - known)) / (loaded - known)) >>> 0
      if (to > from) branch.chunk(viewOf(bytes, from, to - from), 'xhr-text', mark.at)
      from = to
    }
    known = loaded
    marks = createList()
  }

  return {
    note,
    take: (xhr, branch) => {
      const before = now()
      if (before < resumeAt || !hasText(xhr)) return
      takeText(xhr, branch, false)
      const after = now()
      resumeAt = after + PACE * (after - before)
    },
    takeRest: (xhr, branch) => takeText(xhr, branch, true),
    left: () => ({ chunks: marks.length, bytes: loaded - known }),
  }
}
