import { expect, test } from 'vitest'
import { examples } from '../protocols/examples'
import { streamOf } from '../protocols/messages'
import { REQUESTED_AT } from '../session/fed-stream'
import { findingsIn } from './examined'

/** Streams of the documentation that show a fault, and what is to be found there. All others are healthy. */
const FAULTY: Readonly<Record<string, readonly string[]>> = {
  'openai-responses: a final text that is not the sum of the deltas is told, with where it differs': [
    'message-differs: warning',
    'truncated: error',
  ],
  'openai-responses: a refusal; and an answer cut by the limit says why': ['finish-length: warning'],
  'openai-responses: an error event, and a failed response': ['error-in-stream: error'],
  'anthropic-messages: an error in the midst leaves the part open': ['error-in-stream: error'],
  'anthropic-messages: indices out of order stand in theirs; a tool input cut by the end is no JSON, and a citation':
    ['arguments-invalid: error', 'truncated: error'],
  'ai-sdk-ui: an ID used again in a later step makes another part; an error in the midst': [
    'error-in-stream: error',
  ],
  'ai-sdk-data: the data stream up to version 4': ['error-in-stream: error'],
  'gemini: arguments by path, and an error in the midst': ['error-in-stream: error'],
  'langgraph: chunks with their node, in a subgraph, and an error': ['error-in-stream: error'],
  'ag-ui: a run with reasoning, a tool and its result, state and an error': ['error-in-stream: error'],
  'graphql: a subscription with a connection of its own': ['error-in-stream: error'],
  'trpc: a subscription that ends in an error': ['error-in-stream: error'],
  'trpc: a batch as JSON lines, one answer failed': ['error-in-stream: error'],
  'kubernetes-watch: a watch that is too old': ['error-in-stream: error'],
  'connect: messages and an end that is an error': ['error-in-stream: error'],
  'text: tokens as they are, an end marker, an error': ['error-in-stream: warning'],
  'json: events by type, and an error': ['error-in-stream: warning'],
  'json: values that only look like others’': ['error-in-stream: warning'],
  'dify: a workflow: nodes as operations': ['error-in-stream: error'],
  'json-rpc: a notification, an answer and an error, in a batch too': ['error-in-stream: error'],
  'connect: gRPC-web whose trailers tell an error': ['error-in-stream: error'],
}

test.each(examples.map(example => [`${example.protocol}: ${example.what}`, example] as const))(
  'nothing but its fault is found in %s',
  (name, { chunks, given }) => {
    const { session } = streamOf(chunks, given)
    const found = findingsIn(session, session.streams[0], undefined, REQUESTED_AT)
    const alarms = found.filter(({ severity }) => severity !== 'info')
    expect(alarms.map(({ code, severity }) => `${code}: ${severity}`).sort()).toEqual(FAULTY[name] ?? [])
  },
)

test('every faulty stream is one of the documentation’s', () => {
  const names = new Set(examples.map(({ protocol, what }) => `${protocol}: ${what}`))
  expect(Object.keys(FAULTY).filter(name => !names.has(name))).toEqual([])
})
