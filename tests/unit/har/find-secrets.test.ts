import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findSecrets } from '../../../lib/har/find-secrets'
import { findJsonValues } from '../../../lib/har/json-values'
import { maskBytes, maskText } from '../../../lib/har/mask-body'
import { finish } from '../../../lib/har/steps'

const SECRET_KEY = /^(?:access_?token|refresh_?token|id_?token|api_?key|client_?secret|password)$/i

/** Found in the whole text, one key after the other. */
const expected = (text: string) =>
  findJsonValues(text, key => SECRET_KEY.test(key)).filter(({ type }) => type === 'string')

const found = (parts: readonly string[]) => [...findSecrets(parts)].filter(each => each !== undefined)

const partsOf = (text: string, length: number): string[] =>
  text.match(new RegExp(`.{1,${length}}`, 'gs')) ?? []

/** What keys and values are made of, and what can stand between them. */
const WORDS = ['password', 'Access_Token', 'refresh_token', 'other', ...['"', '"', '\\"', '\\\\\\"', '\\']]
const MORE = [':', '": "', '":"', '" \t:\t "', '\\":\\"', '\n', '\r', '   ', '12', 'é', ',', '']
/** Mostly right pairs, in quotes escaped up to four times over. */
const pair = fc
  .tuple(
    fc.constantFrom(...WORDS),
    fc.nat({ max: 9 }),
    fc.constantFrom(':', ' : ', ' '.repeat(50), `:${'\t'.repeat(40)}`),
    fc.constantFrom('x', '', 'a\\\\', 'y'.repeat(60), '\\'.repeat(40), '"'),
  )
  .map(([key, depth, colon, value]) => {
    const quote = `${'\\'.repeat(depth)}"`
    return `${quote}${key}${quote}${colon}${quote}${value}${quote}`
  })
const text = fc
  .array(fc.oneof(fc.constantFrom(...WORDS, ...MORE), pair), { maxLength: 12 })
  .map(parts => parts.join(''))

test('the same is found wherever the text is cut', () =>
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 90 }), (whole, length) => {
      expect(found(partsOf(whole, length))).toEqual(expected(whole))
    }),
    { numRuns: 5000 },
  ))

test('a body is masked as its text is, however little is looked at in a step', () =>
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 90 }), (whole, step) => {
      const names: string[] = []
      const bytes = new TextEncoder().encode(whole)
      const masked = finish(maskBytes(bytes, name => names.push(name), step))
      expect(new TextDecoder().decode(masked)).toBe(maskText(whole))
      expect(new TextDecoder().decode(bytes)).toBe(whole)
      expect(names).toEqual(expected(whole).map(({ key }) => key))
    }),
    { numRuns: 2000 },
  ))

test('a value may be as long as the body, and so may the line it stands on', () => {
  const value = 'x'.repeat(300_000)
  const line = `{"pad":"${value}","password":"${value}","pad":"${value}"}`
  const steps = maskBytes(new TextEncoder().encode(line), () => {})
  let count = 0
  let next = steps.next()
  for (; !next.done; next = steps.next()) count++
  expect(count).toBeGreaterThanOrEqual(50)
  const stars = '*'.repeat(value.length)
  expect(new TextDecoder().decode(next.value) === line.replace(`word":"${value}`, `word":"${stars}`)).toBe(
    true,
  )
})
