import { sse } from '../messages'
import type { Example } from './example'

const dify = (event: string, rest: object = {}) => ({
  event,
  task_id: 't',
  conversation_id: 'c',
  message_id: 'm',
  ...rest,
})
const coze = (type: string, data: object | string) => [type, data] as const
const said = (content: string, rest: object = {}) => ({
  id: '1',
  chat_id: 'x',
  role: 'assistant',
  type: 'answer',
  content,
  content_type: 'text',
  ...rest,
})
const ai = (content: string, rest: object = {}) => ({ id: 'run-1', type: 'AIMessageChunk', content, ...rest })

export const agentExamples: readonly Example[] = [
  {
    protocol: 'dify',
    what: 'an agent’s thought and tool, pings, a replaced answer',
    source: 'https://docs.dify.ai/api-reference/chat/send-chat-message',
    chunks: [
      'event: ping\n\n',
      ...sse(
        dify('agent_message', { answer: 'Hel' }),
        dify('agent_message', { answer: 'lo' }),
        dify('agent_thought', {
          id: 'a',
          thought: 'Hm.',
          tool: 'search',
          tool_input: '{"q":1}',
          observation: '',
        }),
        dify('agent_thought', {
          id: 'a',
          thought: 'Hm.',
          tool: 'search',
          tool_input: '{"q":1}',
          observation: 'found',
        }),
        dify('message_replace', { answer: 'Withheld.' }),
        dify('message_end', { metadata: { usage: { total_tokens: 9, currency: 'USD' } } }),
      ),
    ],
    parts: [
      ['text', 'Withheld.'],
      ['reasoning', 'Hm.'],
      ['tool-call', 'search', '{"q":1}', 'found'],
    ],
    more: { ended: true, notes: [{ code: 'replaced', block: 5, count: 1, part: 1, detail: '' }] },
  },
  {
    protocol: 'dify',
    what: 'a workflow: nodes as operations',
    source: 'https://docs.dify.ai/api-reference/workflow-execution/execute-workflow',
    chunks: sse(
      dify('workflow_started', { workflow_run_id: 'w', data: { id: 'w', inputs: { q: 1 } } }),
      dify('node_started', { data: { id: 'n', title: 'Model', inputs: { q: 1 } } }),
      dify('text_chunk', { data: { text: 'Hi' } }),
      dify('node_finished', {
        data: { id: 'n', title: 'Model', status: 'succeeded', outputs: { text: 'Hi' } },
      }),
      dify('workflow_finished', { data: { id: 'w', status: 'failed', error: 'no credit', total_tokens: 3 } }),
    ),
    parts: [
      ['operation', '{"q":1}'],
      ['operation', 'Model', '{"q":1}', '{"text":"Hi"}'],
      ['text', 'Hi'],
      ['error', 'no credit'],
    ],
    more: { usage: [['total_tokens', 3]], finishes: [{ choice: 0, reason: 'failed', block: 4 }] },
  },
  {
    protocol: 'coze',
    what: 'a completed message repeats its text',
    source: 'https://www.coze.com/docs/developer_guides/chat_v3',
    chunks: sse(
      coze('conversation.chat.created', { id: 'x', conversation_id: 'c', status: 'created' }),
      coze('conversation.message.delta', said('', { reasoning_content: 'Hm.' })),
      coze('conversation.message.delta', said('Hel')),
      coze('conversation.message.delta', said('lo')),
      coze('conversation.message.completed', said('Hello')),
      coze('conversation.message.completed', {
        ...said('{"name":"f","arguments":{"a":1}}'),
        id: '2',
        type: 'function_call',
      }),
      coze('conversation.chat.completed', { id: 'x', usage: { token_count: 5 } }),
      coze('done', '[DONE]'),
    ),
    parts: [
      ['reasoning', 'Hm.'],
      ['text', 'Hello'],
      ['tool-call', 'f', '{"a":1}'],
    ],
    more: { ended: true, notes: [], usage: [['token_count', 5]] },
  },
  {
    protocol: 'langgraph',
    what: 'whole messages of messages/partial are not doubled',
    source: 'https://docs.langchain.com/langsmith/streaming',
    chunks: sse(
      ['metadata', { run_id: 'r' }],
      ['messages/metadata', { 'run-1': { metadata: {} } }],
      ['messages/partial', [{ ...ai('Hel'), type: 'ai' }]],
      [
        'messages/partial',
        [{ ...ai('Hello'), type: 'ai', tool_calls: [{ id: 'c', name: 'f', args: { a: 1 } }] }],
      ],
      ['values', { messages: [] }],
    ),
    parts: [
      ['data', 'messages/metadata'],
      ['text', 'Hello'],
      ['tool-call', 'f', '{"a":1}'],
      ['data', 'values'],
    ],
  },
  {
    protocol: 'langgraph',
    what: 'chunks with their node, in a subgraph, and an error',
    source: 'https://docs.langchain.com/oss/javascript/langgraph/streaming',
    chunks: sse(
      ['metadata', { run_id: 'r' }],
      ['messages|sub:1', [ai('Hel'), { langgraph_node: 'agent' }]],
      ['messages|sub:1', [ai('lo'), { langgraph_node: 'agent' }]],
      [
        'messages',
        [ai('', { id: 'b', tool_call_chunks: [{ index: 0, id: 'c', name: 'f', args: '{"a"' }] }), {}],
      ],
      [
        'messages',
        [
          ai('', {
            id: 'b',
            tool_call_chunks: [{ index: 0, args: ':1}' }],
            usage_metadata: { output_tokens: 4 },
          }),
          {},
        ],
      ],
      ['error', { error: 'ValueError', message: 'bad' }],
    ),
    parts: [
      ['text', 'Hello'],
      ['tool-call', 'f', '{"a":1}'],
      ['error', 'ValueError', 'bad'],
    ],
    more: { usage: [['output_tokens', 4]] },
  },
  {
    protocol: 'langgraph',
    what: 'messages that are whole, by their mode or by a reason to end',
    source: 'https://docs.langchain.com/langsmith/streaming',
    chunks: sse(
      ['metadata', { run_id: 'r' }],
      [
        'messages/complete',
        [{ ...ai('Hello'), type: 'ai', tool_calls: [{ id: 'c', name: 'f', args: { a: 1 } }] }],
      ],
      ['messages', [ai('Bye', { id: 'b' }), {}]],
      ['messages', [ai('', { id: 'b', response_metadata: { finish_reason: 'stop' } }), {}]],
    ),
    parts: [
      ['text', 'Hello'],
      ['tool-call', 'f', '{"a":1}'],
      ['text', 'Bye'],
    ],
    more: {
      parts: [{ state: 'done' }, { state: 'done' }, { state: 'done' }],
      finishes: [{ reason: 'stop' }],
    },
  },
  {
    protocol: 'langgraph',
    what: 'texts of LangServe, and their end',
    source: 'https://github.com/langchain-ai/langserve',
    chunks: sse(['metadata', { run_id: 'r' }], ['data', '"Hel"'], ['data', '"lo"'], ['end', '']),
    parts: [['text', 'Hello']],
    more: { parts: [{ state: 'done' }], ended: true },
  },
  {
    protocol: 'ag-ui',
    what: 'state that the request brought, patched, and then sent whole',
    source: 'https://docs.ag-ui.com/concepts/state',
    given: { request: { threadId: 't', runId: 'r', state: { count: 1, list: ['a'] } } },
    chunks: sse(
      { type: 'RUN_STARTED', threadId: 't', runId: 'r' },
      { type: 'STATE_DELTA', delta: [{ op: 'add', path: '/list/0', value: 'b' }] },
      { type: 'STATE_SNAPSHOT', snapshot: { count: 2 } },
      { type: 'STATE_DELTA', delta: [{ op: 'replace', path: '/count', value: 3 }] },
    ),
    parts: [['data', 'state', '{"count":3}']],
    more: { parts: [{ inferred: false }], notes: [] },
  },
  {
    protocol: 'ag-ui',
    what: 'a run with reasoning, a tool and its result, state and an error',
    source: 'https://docs.ag-ui.com/concepts/events',
    chunks: sse(
      { type: 'RUN_STARTED', threadId: 't', runId: 'r' },
      { type: 'REASONING_MESSAGE_START', messageId: 'q', role: 'reasoning' },
      { type: 'REASONING_MESSAGE_CONTENT', messageId: 'q', delta: 'Hm.' },
      { type: 'REASONING_MESSAGE_END', messageId: 'q' },
      { type: 'TOOL_CALL_START', toolCallId: 'a', toolCallName: 'f' },
      { type: 'TOOL_CALL_ARGS', toolCallId: 'a', delta: '{"a":' },
      { type: 'TOOL_CALL_ARGS', toolCallId: 'a', delta: '1}' },
      { type: 'TOOL_CALL_END', toolCallId: 'a' },
      { type: 'TOOL_CALL_RESULT', messageId: 'x', toolCallId: 'a', content: 'ok' },
      { type: 'TEXT_MESSAGE_CHUNK', messageId: 'm', role: 'assistant', delta: 'Hi' },
      { type: 'STATE_DELTA', delta: [{ op: 'replace', path: '/a', value: 1 }] },
      { type: 'RUN_ERROR', message: 'bad', code: 'E1' },
    ),
    parts: [
      ['reasoning', 'Hm.'],
      ['tool-call', 'f', '{"a":1}', 'ok'],
      ['text', 'Hi'],
      ['data', 'state', '{}'],
      ['error', 'E1', 'bad'],
    ],
  },
  {
    protocol: 'a2a',
    what: 'artifacts of 1.0, appended and replaced',
    source: 'https://a2a-protocol.org/latest/specification/',
    chunks: sse(
      {
        jsonrpc: '2.0',
        id: 1,
        result: { task: { id: 't', contextId: 'c', status: { state: 'TASK_STATE_SUBMITTED' } } },
      },
      {
        jsonrpc: '2.0',
        id: 1,
        result: {
          artifactUpdate: {
            taskId: 't',
            artifact: { artifactId: 'a', name: 'poem', parts: [{ text: 'Hel' }] },
          },
        },
      },
      {
        jsonrpc: '2.0',
        id: 1,
        result: {
          artifactUpdate: {
            taskId: 't',
            append: true,
            lastChunk: true,
            artifact: { artifactId: 'a', parts: [{ text: 'lo' }] },
          },
        },
      },
      {
        jsonrpc: '2.0',
        id: 1,
        result: { statusUpdate: { taskId: 't', status: { state: 'TASK_STATE_COMPLETED' } } },
      },
    ),
    parts: [
      ['data', 'status'],
      ['text', 'a', 'Hello'],
    ],
    more: { ended: true },
  },
]
