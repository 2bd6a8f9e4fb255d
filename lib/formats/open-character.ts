/** Knows how many bytes of a character stand at the end of a text that came in pieces, waiting for the rest of it. */
export interface OpenCharacter {
  readonly length: number
  pass(bytes: Uint8Array): void
  clear(): void
}

const LONGEST = 3

export function createOpenCharacter(): OpenCharacter {
  /** The last bytes of the text, from the last that leads a character on. */
  let tail: number[] = []

  function step(byte: number): void {
    if (byte >= 0xc2 && byte <= 0xf4) tail = [byte]
    else if (byte < 0x80 || byte > 0xbf || tail.length === 0) tail = []
    else tail = isOpen(tail[0] ?? 0, tail.length + 1) ? [...tail, byte] : []
  }

  return {
    get length() {
      return tail.length
    },
    pass(bytes) {
      if (bytes.length > LONGEST) tail = []
      for (let index = Math.max(0, bytes.length - LONGEST); index < bytes.length; index++)
        step(bytes[index] ?? 0)
    },
    clear() {
      tail = []
    },
  }
}

/** Whether `length` bytes of a character that `lead` begins are not all of it. */
function isOpen(lead: number, length: number): boolean {
  return length < (lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2)
}
