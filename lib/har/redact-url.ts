import { isCredentialParameter, looksLikeCredential } from './credential-names'
import { decodeParameter, type OnRedaction, placeholder } from './redact-text'

/** URLs inside parameters of URLs, as proxies use them, are followed this far. */
const MAX_DEPTH = 3

/** A URL without user name, password and credential parameters, in the query and in the fragment. */
export const redactUrl = (url: string, onRedaction: OnRedaction, depth = 0): string =>
  redactUserInfo(url, onRedaction).replace(
    /([?#&])([^=&#?]*)=([^&#]+)/g,
    (pair, mark: string, name: string, value: string) => {
      const changed = redactParameter(decodeParameter(name), decodeParameter(value), onRedaction, depth)
      return changed === null ? pair : `${mark}${name}=${encodeURIComponent(changed)}`
    },
  )

/** Every URL that stands in a text, such as an error's message. */
export const redactUrlsIn = (text: string, onRedaction: OnRedaction): string =>
  text.replace(/\b(?:https?|wss?):\/\/[^\s'"<>]+/gi, url => redactUrl(url, onRedaction))

const redactUserInfo = (url: string, onRedaction: OnRedaction): string =>
  url.replace(/^([a-z][a-z0-9+.-]*:[/\\]*)([^/\\?#@]+(?:@[^/\\?#@]*)*)@/i, (whole, scheme: string) => {
    if (!/[/\\]$/.test(scheme)) return whole
    onRedaction('userinfo')
    return `${scheme}redacted@`
  })

/** The parameter's new value; null where it stays. */
const redactParameter = (
  name: string,
  value: string,
  onRedaction: OnRedaction,
  depth: number,
): string | null => {
  if (isCredentialParameter(name) || looksLikeCredential(value)) {
    onRedaction(name)
    return placeholder(value)
  }
  if (depth >= MAX_DEPTH || !/^https?:\/\//i.test(value)) return null
  const inner = redactUrl(value, onRedaction, depth + 1)
  return inner === value ? null : inner
}
