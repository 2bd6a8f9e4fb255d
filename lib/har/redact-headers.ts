import type { HeaderList } from '../wire/records'
import { isCredentialHeader, looksLikeCredential } from './credential-names'
import { type OnRedaction, placeholder } from './redact-text'
import { redactUrl } from './redact-url'

// Only names of schemes: the first word of anything else may be part of the secret.
const SCHEME = /^(?:bearer|basic|digest|token|negotiate|ntlm|dpop|hawk|apikey|aws4-hmac-sha256)[ \t]+(?=\S)/i

/** Headers without credentials: schemes, cookie names and cookie attributes stay. */
export const redactHeaders = (headers: HeaderList, onRedaction: OnRedaction): HeaderList =>
  headers.map(([name, value]) => {
    const redacted = redactValue(name.toLowerCase(), value)
    if (redacted === value) return [name, value]
    onRedaction(name)
    return [name, redacted]
  })

const redactValue = (name: string, value: string): string => {
  if (value === '') return value
  if (name === 'cookie') return value.split(';').map(redactCookie).join(';')
  if (name === 'set-cookie') return value.replace(/^[^;]+/, redactCookie)
  if (isCredentialHeader(name) || looksLikeCredential(value)) return redactScheme(value)
  if (isUrlHeader(name)) return redactUrl(value, () => {})
  return value
}

const isUrlHeader = (name: string): boolean => /^(?:referer|location|content-location)$/.test(name)

/** `Bearer abc` → `Bearer [redacted, 3 characters]`. */
const redactScheme = (value: string): string => {
  const [scheme = ''] = SCHEME.exec(value) ?? []
  return scheme + placeholder(value.slice(scheme.length))
}

const redactCookie = (cookie: string): string => {
  const [start = ''] = /^[^=]*=/.exec(cookie) ?? /^\s*/.exec(cookie) ?? []
  const value = cookie.slice(start.length)
  return value === '' ? cookie : start + placeholder(value)
}
