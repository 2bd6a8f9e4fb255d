/** `Problem.value` is cut at this many characters (UTF-16 code units). */
export const VALUE_LIMIT = 64

// [spec] UTF-8 decode replaces errors with U+FFFD. U+FEFF is kept: the parser strips the one at the start.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Decodes whole text; errors become U+FFFD and U+FEFF stays. */
export function decode(bytes: Uint8Array): string {
  return decoder.decode(bytes)
}

/** Decodes the beginning of a longer text: a character that the cut split is left out. */
export function decodeCut(bytes: Uint8Array): string {
  const text = decoder.decode(bytes, { stream: true })
  decoder.decode()
  return text
}

/** The first characters of a text; never half a surrogate pair. */
export function cutValue(text: string): string {
  if (text.length <= VALUE_LIMIT) return text
  const last = text.charCodeAt(VALUE_LIMIT - 1)
  const splitsPair = last >= 0xd800 && last <= 0xdbff
  return text.slice(0, splitsPair ? VALUE_LIMIT - 1 : VALUE_LIMIT)
}

/** Enough bytes for `VALUE_LIMIT` characters, whatever they are. */
const HEAD_LENGTH = VALUE_LIMIT * 4

/** The first characters of a text, without decoding the rest. */
export function decodeHead(bytes: Uint8Array): string {
  return cutValue(bytes.length > HEAD_LENGTH ? decodeCut(bytes.subarray(0, HEAD_LENGTH)) : decode(bytes))
}
