/** Anywhere in a name these mean a credential: `client_secret`, `X-Amz-Credential`, `passwordConfirm`. */
const STRONG = words(
  'password passwd passwords passphrase passcode secret secrets authorization credential credentials jwt otp totp bearer',
)

/** As the last word these describe a credential without being one: `password_policy`, `secret_name`. */
const DESCRIPTIVE = words(
  'count type length name names url uri endpoint policy expires expiry ttl at in hint field required enabled ' +
    'method version status limit min max size usage index algorithm format strength rules description',
)

/** Keys that open something, against `cache_key`, `idempotency_key`, `public_key`, `primary_key`. */
const KEY_KINDS = words(
  'api access secret private subscription auth encryption master signing function functions account license ' +
    'service shared client app application deploy ssh session server admin',
)

/** Tokens of language models, paging and progress, which open nothing: `max_token`, `nextPageToken`, `progressToken`. */
const INNOCENT_TOKENS = words(
  'max min per stop eos bos pad unk sep cls mask special page next previous prev continuation sync resume cursor ' +
    'start end first last new each input output prompt completion time progress cancel cancellation count num',
)

const HEADERS = words('cookie setcookie cookie2 auth xauth authentication dpop sid')
const PARAMETERS = words(
  'key code pass pwd auth oauth sig sid phpsessid jsessionid codeverifier oauthverifier clientassertion',
)
const BODY_KEYS = words('cookie cookies setcookie auth pwd codeverifier clientassertion')

/** Whether a header's value is a credential, by the header's name in any case. */
export const isCredentialHeader = (name: string): boolean => {
  // [spec] Fetch 3.3: these carry policy, among it `Access-Control-Allow-Credentials: true`.
  if (/^access-control-/i.test(name)) return false
  const parts = split(name)
  return HEADERS.has(parts.join('')) || isSigned(parts) || isCredential(parts)
}

/** Whether the value of a URL or form parameter is a credential, by the parameter's name. */
export const isCredentialParameter = (name: string): boolean => {
  if (/^x-amz-/i.test(name)) return true
  const parts = split(name)
  return PARAMETERS.has(parts.join('')) || isSigned(parts) || isCredential(parts)
}

/** Whether the value of a JSON key in a request body is a credential. */
export const isCredentialKey = (name: string): boolean => {
  const parts = split(name)
  return BODY_KEYS.has(parts.join('')) || isCredential(parts)
}

/** Whether a name's credential is a token, whose number values are counts or indices. */
export const isTokenName = (name: string): boolean => /token$/i.test(name)

/** Credentials by their own look, under whatever name: schemes, well-known prefixes, JSON Web Tokens. */
export const looksLikeCredential = (value: string): boolean =>
  /^(?:(?:bearer|basic|token|digest|dpop)\s+\S{8}|(?:sk|rk)[-_][\w-]{16}|gh[pousr]_\w{20}|github_pat_\w{20}|xox[abeprs]-[\w-]{10}|AIza[\w-]{30}|AKIA[0-9A-Z]{16}|eyJ[\w-]{10,}\.eyJ[\w-]+\.)/i.test(
    value,
  )

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '))
}

/** `X-Api-Key`, `api_key`, `apiKey`, `APIKey` → their words in lower case. */
const split = (name: string): string[] =>
  name
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(word => word !== '')

const isSigned = (parts: readonly string[]): boolean => parts.includes('signature') || parts.at(-1) === 'sig'

const isCredential = (parts: readonly string[]): boolean => {
  const last = parts.at(-1)
  if (last === undefined || DESCRIPTIVE.has(last)) return false
  return parts.some(part => STRONG.has(part)) || hasOpeningKey(parts) || isSecretWord(last) || isToken(parts)
}

const hasOpeningKey = (parts: readonly string[]): boolean =>
  parts.some((part, index) => {
    const kind = parts[index - 1]
    return part === 'key' && kind !== undefined && (KEY_KINDS.has(kind) || kind.endsWith('api'))
  })

/** Names written in one word: `openaiapikey`, `userpassword`, `clientsecret`. */
const isSecretWord = (word: string): boolean =>
  /(?:password|secret|apikey|accesskey|secretkey|privatekey)$/.test(word)

/** `token` last, alone or after a word that does not make it innocent: `csrf_token`, `authtoken`. */
const isToken = (parts: readonly string[]): boolean => {
  const last = parts.at(-1) ?? ''
  if (!last.endsWith('token')) return false
  const kind = last.slice(0, -'token'.length) || parts.at(-2) || ''
  return !INNOCENT_TOKENS.has(kind)
}
