import { expect, test } from 'vitest'
import type { PageErrorRaised } from '../../../lib/wire/records'
import { chunks, closed, opened, record, responded } from './recording'

const error = (index = 0, streamId = 1): PageErrorRaised => ({
  kind: 'page-error',
  streamId,
  at: 2010 + index,
  chunkAt: 2000,
  message: `message ${index}`,
})

test('errors of the page stay with their stream, after its end too, the first 20 of them', () => {
  const { append, session, stream } = record([opened(), responded(), chunks(['data: {'])])
  append(error(0))
  const before = stream().revision
  append(closed(), ...Array.from({ length: 24 }, (_, index) => error(index + 1)))
  expect(stream().pageErrors.total).toBe(25)
  expect(stream().pageErrors.kept.map(({ message }) => message)).toEqual(
    Array.from({ length: 20 }, (_, index) => `message ${index}`),
  )
  expect(stream().revision).toBeGreaterThan(before)
  expect(session.faults).toEqual([])
})

test('an error of an unknown stream changes nothing but the faults', () => {
  const { append, session, stream } = record([opened()])
  append(error(0, 7))
  expect(stream().pageErrors.total).toBe(0)
  expect(session.faults.map(({ message }) => message)).toEqual(['unknown-stream'])
})
