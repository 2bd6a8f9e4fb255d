import { expect, test } from 'vitest'
import { createSession } from '../../../lib/session/session'
import { fakePanel } from './fake-panel'

test('the sample is a stream like any other, selected, and says by its host what it is', () => {
  const session = createSession()
  const { state } = fakePanel([], { session })
  state.showSample()
  const stream = state.streams.current.value
  expect(stream?.opened.url).toMatch(/^https:\/\/sample\.streamtap\.invalid\//)
  expect(stream).toMatchObject({ state: 'complete', format: 'event-stream' })
  expect(stream?.problems.total).toBe(0)
  expect(session.faults).toEqual([])
  state.showSample()
  expect(session.streams).toHaveLength(2)
})
