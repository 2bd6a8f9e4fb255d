const LESS_THAN = 0x3c
const GREATER_THAN = 0x3e
const SLASH = 0x2f
const HYPHEN = 0x2d
/** [spec] White space behind a tag's name (HTML 13.2.5.8). */
const SPACES = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x20])

/** What a byte of HTML turned out to be: of no interest, or the one behind a start or end tag's name. */
export type TagEvent = 'none' | 'start' | 'end'

/** Finds the tags of one element in HTML cut anywhere, as text: it knows no comments or attributes. */
export interface TagMatch {
  /** Bytes from the last `<` to the byte just passed. */
  readonly length: number
  /** Whether the next byte may be part of a tag's name. */
  readonly isOpen: boolean
  pass(byte: number): TagEvent
  clear(): void
}

export function createTagMatch(element: string): TagMatch {
  const longest = element.length + 1
  let name: string | null = null
  /** An end tag may have white space behind its name. */
  let isEnding = false
  let length = 0

  function leave(result: TagEvent): TagEvent {
    name = null
    isEnding = false
    return result
  }

  function endName(byte: number): TagEvent {
    const isSpace = SPACES.has(byte)
    if (name === `/${element}` && isSpace) {
      isEnding = true
      return 'none'
    }
    const isStart = name === element && (isSpace || byte === GREATER_THAN || byte === SLASH)
    const isEnd = name === `/${element}` && byte === GREATER_THAN
    return leave(isStart ? 'start' : isEnd ? 'end' : 'none')
  }

  return {
    get length() {
      return length
    },
    get isOpen() {
      return name !== null
    },
    pass(byte) {
      length++
      if (byte === LESS_THAN) {
        name = ''
        isEnding = false
        length = 1
        return 'none'
      }
      if (name === null) return 'none'
      if (isEnding || !isNameByte(byte, name) || name.length > longest) return endName(byte)
      name += String.fromCharCode(byte).toLowerCase()
      return 'none'
    },
    clear() {
      leave('none')
    },
  }
}

const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a

const isNameByte = (byte: number, name: string): boolean =>
  isLetter(byte) || byte === HYPHEN || (byte === SLASH && name === '')
