import fc from 'fast-check'
import { expect, test } from 'vitest'
import { align } from '../../../lib/network/align'

const at = (times: number[], key = 'tick') => times.map(time => ({ key, at: time }))
const keys = (text: string) => [...text].map(key => ({ key, at: null }))

test('events are found in order between others', () => {
  expect(align(keys('ace'), keys('abcde'))).toEqual([0, 2, 4])
})

test('what is not listed has no place and costs the others none', () => {
  expect(align(keys('axc'), keys('abc'))).toEqual([0, -1, 2])
})

test('of equal events those are taken that were listed when they were heard', () => {
  const listed = at([100, 200, 300, 400, 500])
  expect(align(at([300.2, 400.2]), listed)).toEqual([2, 3])
  expect(align(at([100.2, 200.2]), listed)).toEqual([0, 1])
})

test('a busy page hears late and all at once', () => {
  expect(align(at([900, 900, 900]), at([100, 200, 300]))).toEqual([0, 1, 2])
})

test('clocks that have come apart lose no event', () => {
  expect(align(at([100, 200]), at([5_100, 5_200]))).toEqual([0, 1])
})

test('every subsequence is found in full, in rising order', () => {
  const listed = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 40 })
  fc.assert(
    fc.property(listed, fc.infiniteStream(fc.boolean()), (all, picks) => {
      const heard = all.filter(() => picks.next().value)
      const places = align(keys(heard.join('')), keys(all.join('')))
      expect(places.map(place => all[place])).toEqual(heard)
      expect([...places].sort((a, b) => a - b)).toEqual(places)
      expect(new Set(places).size).toBe(places.length)
    }),
  )
})
