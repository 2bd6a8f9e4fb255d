// Divisible by three, so that pieces join without padding; small enough for one call's arguments.
const STEP = 24_576

/** Base64 (RFC 4648, section 4) of the bytes. */
export const toBase64 = (bytes: Uint8Array): string => {
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += STEP)
    parts.push(btoa(String.fromCharCode(...bytes.subarray(at, at + STEP))))
  return parts.join('')
}
