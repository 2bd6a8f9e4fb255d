import { expect, test } from 'vitest'
import { phasesOf } from '../../../lib/views/phases'
import { fedStream, REQUESTED_AT } from '../session/fed-stream'

const NOW = REQUESTED_AT + 1000

test('the parts of a life follow one another from the request to the end', () => {
  const stream = fedStream()
  stream.push('data: a\n\n', 20)
  stream.push('data: b\n\n', 100)
  stream.close()
  expect(phasesOf(stream, NOW)).toEqual([
    { phase: 'waiting', from: 0, to: 5 },
    { phase: 'answering', from: 5, to: 20 },
    { phase: 'streaming', from: 20, to: 120 },
    { phase: 'ending', from: 120, to: 125 },
  ])
})

test('what nobody saw has no border: an unanswered request waits to its end', () => {
  const stream = fedStream()
  expect(phasesOf(stream, NOW)).toEqual([{ phase: 'ending', from: 0, to: 1000 }])
})

test('times of a look are no times of arrival', () => {
  const stream = fedStream({ consumer: 'devtools-body' })
  stream.push('data: a\n\n', 500)
  expect(phasesOf(stream, NOW).map(({ phase }) => phase)).toEqual(['waiting', 'ending'])
})
