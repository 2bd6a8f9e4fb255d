import { expect, test } from 'vitest'
import { createAssembly } from '../../../lib/protocols/assembly'
import { protocols } from '../../../lib/protocols/list'
import { messageJson, messageMarkdown, messageText } from '../../../lib/protocols/message-text'
import { examples } from './examples'
import { assemblyOf, messageOf, openStreamOf, sse, streamOf } from './messages'

const content = (text: string) => ({
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta: { content: text } }],
})
const args = (text: string) => ({
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta: { tool_calls: [{ index: 0, function: { arguments: text } }] } }],
})

const DEEP = `${'['.repeat(10_000)}${']'.repeat(10_000)}`
const ODD = [
  DEEP,
  `{"choices":[{"delta":{"content":${DEEP}}}],"object":"chat.completion.chunk"}`,
  `{"type":"tool-output-available","toolCallId":"a","output":${DEEP}}`,
  `{"jsonrpc":"2.0","id":1,"result":${DEEP}}`,
  '{"type":"__proto__","event":"constructor","id":"__proto__"}',
  '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
  '{"data":{"__proto__":{"polluted":1}},"hasNext":false,"incremental":[{"path":["__proto__"],"data":{"polluted":1}}]}',
  '{"choices":{"length":4294967295},"candidates":"x","output":[1],"error":[]}',
  '{"type":"content_block_delta","index":-1e308,"delta":{"type":"text_delta","text":"a"}}',
  '{"type":"response.output_text.delta","output_index":1e308,"content_index":null,"delta":7}',
  '{"0":[[0],[null,0,1e308]]}',
  '[null,null]',
  '"\\ud800 \\u202e \\u200b"',
  'null',
  '\u0000',
  '',
]

test.each(protocols.map(protocol => [protocol.id, protocol] as const))(
  '%s takes whatever comes',
  (_, protocol) => {
    const stream = openStreamOf([...sse(...ODD), ...examples.flatMap(({ chunks }) => chunks)])
    const assembly = createAssembly(stream, protocol)
    while (assembly.advance(100));
    const view = assembly.message.at()
    for (const write of [messageText, messageMarkdown]) expect(typeof write(view)).toBe('string')
    expect(() => JSON.parse(messageJson(protocol.id, view, () => null))).not.toThrow()
    expect('polluted' in {}).toBe(false)
  },
)

test('arguments beyond what is kept are counted and bounded', () => {
  const piece = 'x'.repeat(7_000_000)
  const stream = openStreamOf(sse(args('{"a":"'), args(piece), args(piece), args(piece)))
  const { message } = assemblyOf(stream)
  const [part] = message.at().parts
  expect(part?.text).toHaveLength(16_000_000)
  expect(part?.omitted).toBe(21_000_006 - 16_000_000)
  expect(message.at(2).parts[0]).toMatchObject({ omitted: 0, text: `{"a":"${piece.repeat(2)}` })
})

test('an event too large to take apart is named, and what follows is read', () => {
  const message = messageOf(sse(content('a'), `{"x":"${'y'.repeat(8_000_000)}"}`, content('b')))
  expect(message.parts[0]?.text).toBe('ab')
  expect(message.notes).toMatchObject([{ code: 'too-large', block: 1 }])
})

test('parts without end are gathered in one', () => {
  const calls = Array.from({ length: 6000 }, (_, index) => ({
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta: { tool_calls: [{ index, id: `c${index}`, function: { name: 'f' } }] } }],
  }))
  const message = messageOf(sse(...calls))
  expect(message.parts).toHaveLength(5001)
  expect(message.notes).toMatchObject([{ code: 'too-many-parts', count: 1000 }])
})

test('lost bytes and an unfinished event are told', () => {
  const stream = openStreamOf(sse(content('a'), content('b'), content('c')))
  stream.drop(1)
  stream.push('data: {"obj')
  stream.close('failed')
  const { notes, parts } = assemblyOf(stream).message.at()
  expect(notes.map(({ code, block }) => [code, block])).toEqual([
    ['lost', 0],
    ['unfinished-event', 3],
  ])
  expect(parts[0]?.text).toBe('bc')
})

test('a part knows its events, and an event its parts', () => {
  const { message } = assemblyOf(streamOf(sse(content('a'), args('{}'), content('b'))))
  expect(message.blocksOf(1)).toEqual([0, 2])
  expect(message.partsOf(1)).toEqual([2])
  expect(message.at().parts[0]).toMatchObject({ events: 2, firstBlock: 0, lastBlock: 2 })
  expect(message.at(2).parts[0]).toMatchObject({ text: 'ab', fresh: 1 })
  expect(message.at(1).parts[0]).toMatchObject({ text: 'a', fresh: 1 })
})
