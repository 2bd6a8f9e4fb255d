import { at, has, isObject, textAt } from './json'
import { createLangMessages } from './langchain-messages'
import type { MessageWriter } from './message-types'
import type { Confidence, Opening, Protocol, ProtocolEvent } from './types'

/**
 * LangGraph's stream modes and LangServe's `/stream` and `/stream_events`.
 * https://docs.langchain.com/langsmith/streaming
 */
export const langgraph: Protocol = {
  id: 'langgraph',
  matches,
  create(message) {
    const messages = createLangMessages(message)
    return event => {
      const [mode = '', ...graph] = event.type.split('|')
      read(message, messages, event, mode, graph.join(' › '))
    }
  },
}

const MODES =
  /^(metadata|values|updates|messages(\/(partial|complete|metadata))?|messages-tuple|custom|events|debug|tasks|checkpoints|data|error|end)(\|.+)?$/

function matches({ events }: Opening): Confidence {
  const spoken = events.filter(({ data }) => data.trim() !== '')
  if (spoken.length === 0 || !events.every(({ type }) => MODES.test(type))) return 'none'
  const hasRun = spoken.some(({ type, json }) => type === 'metadata' && textAt(json, 'run_id') !== '')
  const hasMode = events.some(({ type }) =>
    /^(messages\/|values|updates|messages$|tasks$|checkpoints$)/.test(type),
  )
  if (hasRun) return 'sure'
  return hasMode && events.some(({ type }) => type.startsWith('messages/')) ? 'likely' : 'none'
}

type Messages = ReturnType<typeof createLangMessages>

function read(message: MessageWriter, messages: Messages, event: ProtocolEvent, mode: string, graph: string) {
  const { json, data } = event
  if (mode === 'end') {
    message.find('text')?.state('done')
    return message.end()
  }
  if (mode === 'error') return message.error(textAt(json, 'message') || data, textAt(json, 'error'))
  if (data.trim() === '') return
  if (json === undefined) return message.note('not-json', data.slice(0, 80))
  if (mode === 'metadata') return message.fact('run', at(json, 'run_id'))
  if (mode === 'messages/partial' || mode === 'messages/complete')
    return messages.whole(json, graph, mode === 'messages/complete')
  if (mode === 'messages') return messages.tuple(json, graph)
  if (mode === 'data' && readServed(message, messages, json, graph)) return
  message.part(`${mode}|${graph}`, 'data', { name: mode, label: graph }).item()
}

/** LangServe's chunks: texts, messages, or events that hold them. False where it is none of them. */
function readServed(message: MessageWriter, messages: Messages, json: unknown, graph: string): boolean {
  if (typeof json === 'string') message.part('text', 'text').append(json)
  else if (/^on_(chat_model|llm)_stream$/.test(textAt(json, 'event'))) {
    const chunk = at(json, 'data', 'chunk')
    if (typeof chunk === 'string') message.part(`text/${textAt(json, 'run_id')}`, 'text').append(chunk)
    else messages.delta(chunk, textAt(json, 'name') || graph, textAt(json, 'run_id'))
  } else if (isObject(json) && has(json, 'content') && textAt(json, 'type') !== '')
    messages.delta(json, graph, '')
  else return false
  return true
}
