import type { Cookie } from 'har-format'
import type { HeaderList } from '../wire/records'

/** Cookies of the request's `Cookie` headers (RFC 6265, section 4.2). */
export const requestCookies = (headers: HeaderList): Cookie[] =>
  valuesOf(headers, 'cookie')
    .flatMap(value => value.split(';'))
    .filter(pair => pair.trim() !== '')
    .map(toCookie)

/** Cookies of the response's `Set-Cookie` headers (RFC 6265, section 4.1); attributes stay in the headers. */
export const responseCookies = (headers: HeaderList): Cookie[] =>
  valuesOf(headers, 'set-cookie').map(value => toCookie(value.split(';', 1)[0] ?? ''))

const valuesOf = (headers: HeaderList, wanted: string): string[] =>
  headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value)

const toCookie = (pair: string): Cookie => {
  const at = pair.indexOf('=')
  return { name: pair.slice(0, Math.max(at, 0)).trim(), value: pair.slice(at + 1).trim() }
}
