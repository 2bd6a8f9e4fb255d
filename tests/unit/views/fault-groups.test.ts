import { expect, test } from 'vitest'
import { groupFaults } from '../../../lib/views/fault-groups'
import { fault } from '../session/fed-session'

test('equal faults are one with a number and its first and last time', () => {
  const faults = [1, 2, 3].map(at => ({ ...fault(at === 2 ? 'other' : 'same'), at }))
  expect(groupFaults(faults)).toMatchObject([
    { where: 'fetch', message: 'same', count: 2, firstAt: 1, lastAt: 3 },
    { where: 'fetch', message: 'other', count: 1, firstAt: 2, lastAt: 2 },
  ])
})

test('a code is read as one only where the session said it', () => {
  const said = ['session', 'fetch'].map(where => ({ ...fault('stream-ended'), where }))
  expect(groupFaults(said).map(({ code }) => code)).toEqual(['stream-ended', null])
})

test('what a page wrote into the message stays on one line, and a missing time is none', () => {
  const [group] = groupFaults([fault(`a\nb${'x'.repeat(300)}`)])
  expect(group).toMatchObject({ message: `a⏎b${'x'.repeat(197)}…`, firstAt: null })
})
