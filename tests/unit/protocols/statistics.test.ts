import { expect, test } from 'vitest'
import { messageStatistics, reportedTokens } from '../../../lib/protocols/statistics'
import { assemblyOf, openStreamOf, sse } from './messages'

const delta = (given: object) => ({ object: 'chat.completion.chunk', choices: [{ index: 0, delta: given }] })

test('times are since the request, gaps between chunks that brought content', () => {
  const stream = openStreamOf([])
  const push = (after: number, ...events: object[]) => stream.push(sse(...events).join(''), after)
  push(100, delta({ role: 'assistant', content: '' }))
  push(100, delta({ reasoning_content: 'ab' }))
  push(300, delta({ content: '👋' }), delta({ content: 'c' }))
  push(50, delta({}))
  push(2050, delta({ content: '東京' }))
  expect(messageStatistics(stream, assemblyOf(stream).message)).toEqual({
    firstReasoning: 200,
    firstText: 500,
    duration: 2400,
    characters: 6,
    charactersPerSecond: 2.5,
    gaps: { count: 2, median: 300, high: 2100, longest: 2100, stalled: 2100 / 2400 },
  })
})

test('one part has its own', () => {
  const stream = openStreamOf(sse(delta({ reasoning_content: 'ab' }), delta({ content: 'c' })))
  expect(messageStatistics(stream, assemblyOf(stream).message, 2)).toMatchObject({
    firstReasoning: null,
    firstText: 20,
    characters: 1,
    charactersPerSecond: null,
    gaps: null,
  })
})

test('tokens are those reported, or none', () => {
  expect(reportedTokens([['completion_tokens', 7]])).toBe(7)
  expect(reportedTokens([['total_tokens', 7]])).toBeNull()
})
