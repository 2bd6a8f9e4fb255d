import { expect, test } from 'vitest'
import { createAssembly } from '../../../lib/protocols/assembly'
import { protocolOf, type Rule } from '../../../lib/protocols/rule'
import { shownParts, sse, streamOf } from './messages'

const rule: Rule = {
  name: 'mine',
  add: ['add'],
  finish: ['finish'],
  error: ['error'],
  info: ['info'],
  text: 'd.0.t',
  reasoning: 'd.0.r',
  errorText: 'why',
  end: 'bye',
}

const messageBy = (given: Partial<Rule>, ...chunks: string[]) => {
  const assembly = createAssembly(streamOf(chunks), null, [protocolOf({ ...rule, ...given })])
  while (assembly.advance(10));
  expect(assembly.detection).toMatchObject({ by: 'rule', protocol: { id: 'rule' } })
  return assembly.message.at()
}

test('event types and paths say what is what', () => {
  const message = messageBy(
    {},
    ...sse(
      ['info', { n: 1 }],
      ['add', { d: [{ r: 'Hm.' }] }],
      ['add', { d: [{ t: 'Hel' }] }],
      ['add', { d: [{ t: 'lo' }] }],
      ['error', { why: 'bad' }],
      ['finish', { d: [{ t: 'Hello' }] }],
    ),
  )
  expect(shownParts(message)).toEqual([
    ['data', 'info'],
    ['reasoning', 'Hm.'],
    ['text', 'Hello'],
    ['error', 'error', 'bad'],
  ])
  expect(message).toMatchObject({ ended: true, notes: [], finishes: [{ reason: 'finish' }] })
})

test('what the finish repeats is compared with the sum', () => {
  const message = messageBy({}, ...sse(['add', { d: [{ t: 'a' }] }], ['finish', { d: [{ t: 'b' }] }]))
  expect(message.notes).toMatchObject([{ code: 'snapshot-differs', detail: '1/1/0' }])
})

test('types may stand in the JSON, texts may be the data itself, and a word may end it', () => {
  const message = messageBy(
    { add: [], text: '', reasoning: '' },
    ...sse('Hel', 'lo', { type: 'error', why: 'bad' }, 'bye'),
  )
  expect(shownParts(message)).toEqual([
    ['text', 'Hello'],
    ['error', 'error', 'bad'],
  ])
  expect(message.ended).toBe(true)
})
