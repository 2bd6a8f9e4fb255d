import { describe, expect, test } from 'vitest'
import { aiDataStream } from '../../../lib/formats/ai-data-stream'
import { bytesOf, type Piece, parseChunks } from '../event-stream/parsing'

const parse = (...chunks: readonly (Piece | { missing: number })[]) =>
  parseChunks(chunks, aiDataStream.createParser)
const read = (text: string) => aiDataStream.readBlock(bytesOf(text), 0)

const STREAM = [
  'f:{"messageId":"msg-1"}',
  'g:"Let me think"',
  '0:"Hel"',
  '0:"lo:\\n"',
  'b:{"toolCallId":"c1","toolName":"weather"}',
  'c:{"toolCallId":"c1","argsTextDelta":"{}"}',
  '9:{"toolCallId":"c1","toolName":"weather","args":{}}',
  'a:{"toolCallId":"c1","result":1}',
  '2:[{"k":1}]',
  '3:"boom"',
  'e:{"finishReason":"stop","usage":{"promptTokens":1,"completionTokens":2},"isContinued":false}',
  'd:{"finishReason":"stop"}',
].join('\n')

test('every line is an event of its code’s name', () => {
  const { blocks, problems } = parse(`${STREAM}\n`)
  expect(problems).toEqual([])
  expect(blocks.map(({ type }) => type)).toEqual([
    'start-step',
    'reasoning',
    'text',
    'text',
    'tool-call-streaming-start',
    'tool-call-delta',
    'tool-call',
    'tool-result',
    'data',
    'error',
    'finish-step',
    'finish-message',
  ])
})

test('a last line without LF counts if it is whole', () =>
  expect(parse(STREAM).blocks.at(-1)).toMatchObject({ kind: 'event', type: 'finish-message' }))

test('a cut line is unterminated, and keeps its type', () =>
  expect(parse('0:"a"\n0:"b')).toMatchObject({
    blocks: [{}, { kind: 'unterminated', type: 'text' }],
    problems: [{ code: 'unterminated-block', value: '0:"b' }],
  }))

describe('problems', () => {
  test('an unknown code', () =>
    expect(parse('z:1\nHello\n')).toMatchObject({
      blocks: [
        { kind: 'event', type: '' },
        { kind: 'event', type: '' },
      ],
      problems: [
        { code: 'unknown-part', value: 'z:1' },
        { code: 'unknown-part', value: 'Hello' },
      ],
    }))

  test('a value that is no JSON', () =>
    expect(parse('0:"a\n').problems).toMatchObject([{ code: 'invalid-json', value: '0:"a' }]))
})

test('after missing bytes the next line is read again', () =>
  expect(parse('0:"a', { missing: 2 }, 'b"\n0:"c"\n').blocks).toMatchObject([
    { kind: 'partial', type: '' },
    { kind: 'event', type: 'text' },
  ]))

test('readBlock gives the part’s name and JSON', () => {
  expect(read('0:"a"\r\n')).toMatchObject({ type: 'text', data: '"a"' })
  expect(read('Hello\n')).toMatchObject({ type: '', data: 'Hello' })
  expect(read(' \n')).toMatchObject({ data: '', comments: [' '] })
})
