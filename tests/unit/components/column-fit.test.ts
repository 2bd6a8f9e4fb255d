import { expect, test } from 'vitest'
import { fitColumns } from '../../../components/column-fit'
import { DEFAULT_COLUMNS, type StreamColumn } from '../../../lib/state/shown'

const fitted = (room: number, held: StreamColumn[] = []) =>
  fitColumns({ columns: DEFAULT_COLUMNS, widths: new Map(), room, held: new Set(held) }).columns

/** The list's part of a panel, without a scroll bar. */
const roomOf = (panel: number) => Math.floor(panel * 0.43) - 15

test('in a panel 1400 pixels wide the picture of what came when has its place', () => {
  expect(fitted(roomOf(1400))).toEqual([
    'state',
    'name',
    'kind',
    'activity',
    'events',
    'size',
    'time',
    'findings',
  ])
})

test('nothing is left out of a wide list, nor before its width is known', () => {
  expect(fitted(1000)).toEqual(DEFAULT_COLUMNS)
  expect(fitted(0)).toEqual(DEFAULT_COLUMNS)
})

test('what was asked for by hand stays, and the name always does', () => {
  expect(fitted(roomOf(1400), ['protocol'])).toContain('protocol')
  expect(fitted(350, ['frame'])).toContain('frame')
  expect(fitted(10)).toEqual(['name'])
})
