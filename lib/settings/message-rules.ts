/** What the user says of a backend of their own: which of its events are what, and where in their JSON the text is. */
export interface MessageRule {
  name: string
  /** The address of the stream, with `*` for any characters. */
  url: string
  /** Event types, or values of the JSON member `type` or `event`, that bring content; all but the others where empty. */
  add: readonly string[]
  /** Those that end the message; what text they bring is compared with the sum. */
  finish: readonly string[]
  error: readonly string[]
  /** Those that belong to no text. */
  info: readonly string[]
  /** Paths such as `choices.0.delta.text`; '' is the whole data. */
  text: string
  /** '' where there is none. */
  reasoning: string
  errorText: string
  /** The data that ends the message, such as `[DONE]`; '' where there is none. */
  end: string
}

export const MOST_RULES = 100
const MOST_TYPES = 50
const LONGEST = 500

/** A rule for the address, as good as empty. */
export const emptyRule = (url: string): MessageRule => ({
  name: '',
  url,
  add: ['add'],
  finish: ['finish'],
  error: ['error'],
  info: ['info'],
  text: 'text',
  reasoning: '',
  errorText: 'message',
  end: '[DONE]',
})

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= LONGEST
const isTypes = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length <= MOST_TYPES && value.every(isText)

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const TEXTS = ['name', 'url', 'text', 'reasoning', 'errorText', 'end'] as const
const LISTS = ['add', 'finish', 'error', 'info'] as const

export const isMessageRule = (value: unknown): value is MessageRule =>
  isObject(value) &&
  TEXTS.every(name => isText(value[name])) &&
  LISTS.every(name => isTypes(value[name])) &&
  value.url !== ''

export const isMessageRules = (value: unknown): value is readonly MessageRule[] =>
  Array.isArray(value) && value.length <= MOST_RULES && value.every(isMessageRule)

/**
 * Reads rules as JSON, one or a list; what a rule leaves out is empty. Null where it is no JSON, where a rule has no
 * address, or a member is none of a rule's.
 */
export const readRules = (text: string): readonly MessageRule[] | null => {
  if (text.trim() === '') return []
  const parsed = parse(text)
  const given: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed]
  const rules = given.map(completed)
  return isMessageRules(rules) ? rules : null
}

const EMPTY = {
  name: '',
  add: [],
  finish: [],
  error: [],
  info: [],
  text: '',
  reasoning: '',
  errorText: '',
  end: '',
}
const NAMES: ReadonlySet<string> = new Set([...TEXTS, ...LISTS])

const completed = (value: unknown): unknown =>
  isObject(value) && Object.keys(value).every(name => NAMES.has(name)) ? { ...EMPTY, ...value } : null

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** One rule a line is hard to read, one member a line too long. */
export const writeRules = (rules: readonly MessageRule[]): string =>
  rules.length === 0 ? '' : JSON.stringify(rules, null, 1).replace(/\[\n\s+("[^[\]]*")\n\s+\]/g, joinLines)

const joinLines = (_: string, inside: string): string => `[${inside.replace(/,\n\s+/g, ', ')}]`

/** Whether the rule is for the address. Takes time in proportion to it, whatever the pattern. */
export const isRuleFor = ({ url: pattern }: MessageRule, url: string): boolean => {
  const [first = '', ...rest] = pattern.split('*')
  if (rest.length === 0) return url === pattern
  const last = rest.pop() ?? ''
  if (!url.startsWith(first) || url.length < first.length + last.length || !url.endsWith(last)) return false
  let from = first.length
  for (const piece of rest) {
    const at = url.indexOf(piece, from)
    if (at < 0) return false
    from = at + piece.length
  }
  return from <= url.length - last.length
}
