import { lastAtMost } from './last-at-most'

/** How many characters may still be kept, of all texts that share it. */
export interface Budget {
  left: number
}

/** A text that grows by deltas, each of constant cost, and can be read as it stood after any block. */
export interface GrowingText {
  /** Characters kept of the text as it is now. */
  readonly length: number
  append(delta: string, block: number): void
  /** Begins anew; what stood before can still be read at blocks before. */
  replace(text: string, block: number): void
  now(): string
  at(block: number): string
  /** Where in the text at the block begins what that very block brought; the text's length where it brought none. */
  freshAt(block: number): number
  /** Characters that came up to the block but are not kept. */
  omittedAt(block: number): number
  /** Whether anything stood here at the block. */
  existsAt(block: number): boolean
}

/** Deltas joined at once: few enough to be joined often, many enough that the joined text is not deep. */
const PIECES = 1024
/** Of one text; an argument of 100 MB is no text that anybody reads. */
const LONGEST = 16_000_000

/** From one replacement to the next: text, and after which block it had which length. */
interface Edition {
  readonly from: number
  pieces: string[]
  joined: string
  length: number
  readonly blocks: number[]
  readonly ends: number[]
  /** Characters not kept, and since which block. */
  omitted: number
  omittedFrom: number
}

export function createGrowingText(budget: Budget): GrowingText {
  const editions: Edition[] = []

  function begin(from: number): Edition {
    const edition: Edition = {
      from,
      pieces: [],
      joined: '',
      length: 0,
      blocks: [],
      ends: [],
      omitted: 0,
      omittedFrom: Number.POSITIVE_INFINITY,
    }
    editions.push(edition)
    return edition
  }

  function add(edition: Edition, delta: string, block: number): void {
    const room = Math.max(0, Math.min(budget.left, LONGEST - edition.length))
    const kept = delta.length > room ? delta.slice(0, room) : delta
    if (kept.length < delta.length) {
      edition.omitted += delta.length - kept.length
      edition.omittedFrom = Math.min(edition.omittedFrom, block)
    }
    edition.pieces.push(kept)
    if (edition.pieces.length >= PIECES) join(edition)
    edition.length += kept.length
    budget.left -= kept.length
    const last = edition.blocks.length - 1
    if (edition.blocks[last] === block) edition.ends[last] = edition.length
    else {
      edition.blocks.push(block)
      edition.ends.push(edition.length)
    }
  }

  /** Earlier editions go before the present one is cut short. */
  function makeRoom(wanted: number): void {
    while (budget.left < wanted && editions.length > 1) {
      const [oldest] = editions.splice(0, 1)
      budget.left += oldest?.length ?? 0
    }
  }

  const current = (): Edition | undefined => editions.at(-1)
  const editionAt = (block: number): Edition | undefined => editions.findLast(({ from }) => from <= block)

  function at(block: number): string {
    const edition = editionAt(block)
    if (!edition) return ''
    const place = lastAtMost(edition.blocks, block)
    const end = place < 0 ? 0 : (edition.ends[place] ?? 0)
    const all = join(edition)
    return end === all.length ? all : all.slice(0, end)
  }

  return {
    get length() {
      return current()?.length ?? 0
    },
    append: (delta, block) => add(current() ?? begin(block), delta, block),
    replace(text, block) {
      const edition = begin(block)
      makeRoom(text.length)
      add(edition, text, block)
    },
    now() {
      const edition = current()
      return edition ? join(edition) : ''
    },
    at,
    freshAt(block) {
      const edition = editionAt(block)
      if (!edition) return 0
      const place = lastAtMost(edition.blocks, block)
      return edition.ends[edition.blocks[place] === block ? place - 1 : place] ?? 0
    },
    omittedAt(block) {
      const edition = editionAt(block)
      return edition && edition.omittedFrom <= block ? edition.omitted : 0
    },
    existsAt: block => editionAt(block) !== undefined,
  }
}

function join(edition: Edition): string {
  if (edition.pieces.length > 0) {
    edition.joined += edition.pieces.join('')
    edition.pieces = []
  }
  return edition.joined
}
