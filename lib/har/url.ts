/** The URL made absolute and normal (WHATWG URL); null where it is none. */
export const toAbsoluteUrl = (url: string, base: string): string | null => {
  for (const candidate of [base, undefined])
    if (URL.canParse(url, candidate)) return new URL(url, candidate).href
  return null
}

/**
 * A URL as HAR wants it: without fragment, and with every character escaped that RFC 3986 does not know
 * (WHATWG URL leaves some, such as `|`, and leaves a bare `%`).
 */
export const toHarUrl = (url: string): string => {
  const [whole = ''] = url.split('#', 1)
  const [, origin = '', rest = ''] = /^([a-z][a-z0-9+.-]*:\/\/[^/?]*)?(.*)$/is.exec(whole) ?? []
  const [path = '', ...query] = rest.split('?')
  const tail = query.length === 0 ? '' : `?${escapeRest(query.join('?'))}`
  return escapeRest(origin, /[^\w.~!$&'()*+,;=:@/%[\]-]+/g) + escapeRest(path) + tail
}

/** Host and port of a URL; '' where it has none. */
export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '')

const escapeRest = (text: string, unknown = /[^\w.~!$&'()*+,;=:@/?%-]+/g): string =>
  text.replace(unknown, run => encodeURIComponent(run.toWellFormed())).replace(/%(?![0-9a-f]{2})/gi, '%25')
