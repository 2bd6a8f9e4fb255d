import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  endMilestonesOf,
  joinedNames,
  type Mark,
  milestonesOf,
  placeNames,
} from '../../../components/timing-milestones'
import { laneCount } from '../../../components/timing-paint'
import { createTranslator } from '../../../lib/i18n/translator'
import type { TimingTrack } from '../../../lib/state/shown'

const i18n = createTranslator('en')
const COLOURS = { quiet: 'quiet', bad: 'bad', series: ['blue', 'red'] }

const track = (facts: Partial<TimingTrack> = {}): TimingTrack => ({
  ...{ key: 'doc/1', name: 'chat', state: 'open', start: 0, stalls: [] },
  ...{ headers: null, firstByte: null, firstEvent: null, firstContent: null, reconnection: null, end: null },
  ...{ types: [], hasMoreTypes: false, bins: { range: { from: 0, to: 1 }, largest: [], marks: [] } },
  ...facts,
})

const named = (facts: Partial<TimingTrack>) =>
  milestonesOf(track(facts), COLOURS, i18n).map(({ at, name, colour }) => [at, name, colour])

/** Letters are ten pixels wide. */
const room = (to: number) => ({
  ...{ from: 0, to, indent: 0, apart: 5 },
  widthOf: (text: string) => text.length * 10,
})

const mark = (x: number, name: string, weight = 0): Mark => ({ at: x, x, name, weight, colour: '' })

const placed = (marks: readonly Mark[], to: number) =>
  placeNames(marks, room(to)).map(names => [names.left, joinedNames(names.marks)])

test('each moment that somebody saw is a milestone with a name', () => {
  expect(
    named({ headers: 5, firstByte: 20, firstEvent: 30, firstContent: 40, end: 90, state: 'aborted' }),
  ).toEqual([
    [5, 'headers', 'quiet'],
    [20, 'first byte', 'quiet'],
    [30, 'first event', 'blue'],
    [40, 'first content', 'red'],
    [90, 'Aborted', 'quiet'],
  ])
  expect(named({})).toEqual([])
})

test('an end that is a fault has the colour of faults', () => {
  expect(named({ end: 90, state: 'failed' })).toEqual([[90, 'Failed', 'bad']])
  expect(named({ end: 90, reconnection: 3090, state: 'lost' })).toEqual([
    [90, 'connection ended', 'bad'],
    [3090, 'reconnection', 'quiet'],
  ])
})

test('of several streams each has its end and its reconnection in its own colour', () => {
  const ended = track({ headers: 5, firstByte: 20, end: 90, reconnection: 3090, state: 'lost' })
  expect(endMilestonesOf(ended, 'green', i18n).map(({ name, colour }) => [name, colour])).toEqual([
    ['connection ended', 'green'],
    ['reconnection', 'green'],
  ])
  expect(endMilestonesOf(track({ headers: 5 }), 'green', i18n)).toEqual([])
})

test('names stand at their marks where there is room', () => {
  expect(placed([mark(0, 'ab'), mark(100, 'cd')], 200)).toEqual([
    [0, 'ab'],
    [100, 'cd'],
  ])
})

test('names of marks on one pixel, or too near, are joined in the order of the marks', () => {
  expect(placed([mark(10, 'b'), mark(10, 'c'), mark(12, 'd'), mark(0, 'a'), mark(300, 'e')], 400)).toEqual([
    [0, 'a · b · c · d'],
    [300, 'e'],
  ])
})

test('a name that does not fit right of its mark stands left of it, and is joined with what it meets there', () => {
  expect(placed([mark(195, 'abcd')], 200)).toEqual([[155, 'abcd']])
  expect(placed([mark(150, 'x'), mark(195, 'abcd')], 200)).toEqual([[115, 'x · abcd']])
})

test('where there is no room for all names, the most telling ones are left', () => {
  expect(placed([mark(0, 'headers', 0), mark(1, 'byte', 2), mark(2, 'end', 5)], 100)).toEqual([
    [0, 'byte · end'],
  ])
  expect(placed([mark(0, 'headers')], 20)).toEqual([])
})

test('no names hide one another, none leaves the axis, and none is missing where all have room', () => {
  const marks = fc.array(fc.tuple(fc.nat(600), fc.integer({ min: 1, max: 8 }), fc.nat(5)), { maxLength: 8 })
  fc.assert(
    fc.property(marks, fc.integer({ min: 600, max: 900 }), (list, to) => {
      const all = list.map(([x, length, weight], at) => mark(x, String(at).repeat(length), weight))
      const names = placeNames(all, room(to))
      for (const [at, { left, right }] of names.entries()) {
        expect(left).toBeGreaterThanOrEqual(at === 0 ? 0 : (names[at - 1]?.right ?? 0))
        expect(right).toBeLessThanOrEqual(to)
      }
      if (joinedNames(all).length * 10 <= to)
        expect(names.flatMap(each => each.marks).length).toBe(all.length)
    }),
  )
})

test('a single stream has a lane for each type, several have one each', () => {
  expect(laneCount([])).toBe(0)
  expect(laneCount([track({ types: ['a', 'b'], hasMoreTypes: true })])).toBe(3)
  expect(laneCount([track({ types: ['a', 'b'] }), track()])).toBe(2)
})
