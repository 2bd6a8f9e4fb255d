import { expect, test } from 'vitest'
import { numberAt } from '../../../lib/diagnostics/lines'

const numberIn = (text: string): number => numberAt(new TextEncoder().encode(`id: ${text}`), 4)

test.each([
  ['0\n', 0],
  ['17\n', 17],
  ['17\r\n', 17],
  ['017\ndata: 1\n', 17],
  ['999999999999999\n', 999_999_999_999_999],
])('digits that fill the rest of a line are a number: %j', (text, number) => {
  expect(numberIn(text)).toBe(number)
})

test.each(['\n', '', '17', '17 \n', '17a\n', 'a17\n', '-17\n', '1:7\n', '1/7\n', '1000000000000000\n'])(
  'anything else is none: %j',
  text => {
    expect(numberIn(text)).toBe(-1)
  },
)
