import { expect, test } from 'vitest'
import { findFirstContent } from '../../../lib/protocols/first-content'
import { fedSession } from '../session/fed-session'
import { type FedStream, fedStream } from '../session/fed-stream'

const chunk = (delta: object) =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', model: 'm', choices: [{ index: 0, delta }] })}\n\n`

const found = (stream: FedStream) => {
  fedSession(stream)
  const content = findFirstContent(stream, [])
  while (content.advance(3));
  return content.at()
}

test('the first content is the first event with text, reasoning or arguments, at the time of its chunk', () => {
  const stream = fedStream()
  stream.respond()
  stream.push(chunk({ role: 'assistant', content: '' }), 10)
  stream.push(chunk({ reasoning_content: 'Hm' }), 250)
  stream.push(chunk({ content: 'Hello' }), 400)
  expect(found(stream)).toBe(stream.blocks.time(1))
})

test('a stream that has brought nothing yet has none, and is looked at on', () => {
  const stream = fedStream()
  stream.respond()
  stream.push(chunk({ role: 'assistant', content: '' }))
  fedSession(stream)
  const content = findFirstContent(stream, [])
  while (content.advance(3));
  expect(content.at()).toBeNull()
  stream.push(chunk({ content: 'Hello' }))
  while (content.advance(3));
  expect(content.at()).toBe(stream.blocks.time(1))
})

test('of a stream of unknown protocol nothing is claimed', () => {
  const stream = fedStream()
  stream.respond()
  stream.push('data: {"price": 3}\n\n')
  expect(found(stream)).toBeNull()
})
