/** The type and subtype of a `Content-Type` value, in lower case, without parameters (MIME Sniffing 4.1). */
export function essenceOf(contentType: string): string {
  return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase()
}

const PARAMETER = /;[\t\n\r ]*([^;=\s]+)=(?:"((?:[^"\\]|\\.)*)"?|([^;]*))/g

/**
 * The value of a `Content-Type` value's parameter, unquoted; null where it has none of that name.
 * [spec] The first of several of one name counts (MIME Sniffing 4.4).
 */
export function parameterOf(contentType: string, name: string): string | null {
  for (const [, key = '', quoted, plain = ''] of contentType.matchAll(PARAMETER)) {
    if (key.toLowerCase() === name) return quoted?.replace(/\\(.)/g, '$1') ?? plain.trimEnd()
  }
  return null
}
