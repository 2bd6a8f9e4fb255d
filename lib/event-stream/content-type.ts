/** The type and subtype of a `Content-Type` value, in lower case, without parameters (MIME Sniffing 4.1). */
export function essenceOf(contentType: string): string {
  return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase()
}
