import { all, confidenceOf, objects } from './evidence'
import { at, isObject, jsonText, listAt, textAt } from './json'
import type { MessageWriter } from './message-types'
import type { Protocol } from './types'

/** Dify's chat, completion and workflow apps: the name stands in the JSON. https://docs.dify.ai/api-reference */
export const dify: Protocol = {
  id: 'dify',
  matches(opening) {
    const found = objects(opening)
    const isOne = (value: unknown) => EVENTS.test(textAt(value, 'event'))
    const hasTask = (value: unknown) =>
      ['task_id', 'workflow_run_id', 'conversation_id'].some(name => textAt(value, name) !== '')
    return confidenceOf(found.some(value => isOne(value) && hasTask(value)) && all(found, isOne), false)
  },
  create: message => event => {
    const { json } = event
    if (isObject(json)) return read(message, json)
    if (event.data.trim() !== '') message.note('not-json', event.data.slice(0, 80))
  },
}

const EVENTS =
  /^(message|agent_message|agent_thought|agent_log|message_file|message_end|message_replace|tts_message(_end)?|error|ping|text_chunk|text_replace|(workflow|node|iteration|loop|parallel_branch)_(started|next|finished|completed|retry|paused))$/

function read(message: MessageWriter, json: unknown) {
  const event = textAt(json, 'event')
  message.fact('id', at(json, 'message_id'))
  message.fact('thread', at(json, 'conversation_id'))
  message.fact('run', at(json, 'workflow_run_id'))
  switch (event) {
    case 'message':
    case 'agent_message':
      return message.part('answer', 'text').append(textAt(json, 'answer'))
    case 'message_replace':
      return message.part('answer', 'text').replace(textAt(json, 'answer'))
    case 'text_chunk':
      return message.part('answer', 'text').append(textAt(json, 'data', 'text'))
    case 'text_replace':
      return message.part('answer', 'text').replace(textAt(json, 'data', 'text'))
    case 'agent_thought':
      return readThought(message, json)
    case 'message_file':
      return message
        .part(`file/${textAt(json, 'url')}`, 'file', { name: textAt(json, 'type') })
        .grow(textAt(json, 'url'))
    case 'message_end':
      return endMessage(message, json)
    case 'error':
      return message.error(textAt(json, 'message'), textAt(json, 'code'))
    case 'ping':
      return
    default:
      readStep(message, event, at(json, 'data'))
  }
}

function endMessage(message: MessageWriter, json: unknown) {
  message.usage(at(json, 'metadata', 'usage'))
  for (const source of listAt(json, 'metadata', 'retriever_resources')) {
    const name = textAt(source, 'document_name')
    message
      .part(`citation/${textAt(source, 'segment_id')}/${name}`, 'citation', { name })
      .grow(textAt(source, 'content'))
  }
  message.find('answer')?.state('done')
  message.end()
}

/** Sent again as it grows, by its ID: the thought, the tool, its input, what came of it. */
function readThought(message: MessageWriter, json: unknown) {
  const id = textAt(json, 'id')
  const thought = textAt(json, 'thought')
  if (thought !== '') message.part(`thought/${id}`, 'reasoning').grow(thought)
  const tool = textAt(json, 'tool')
  if (tool === '') return
  const part = message.part(`tool/${id}`, 'tool-call', { name: tool, id })
  part.grow(textAt(json, 'tool_input'))
  const observation = textAt(json, 'observation')
  if (observation === '') return
  part.result(observation)
  part.state('done')
}

function readStep(message: MessageWriter, event: string, data: unknown) {
  const [, what = '', step = ''] = /^(\w+)_(\w+)$/.exec(event) ?? []
  if (!isObject(data)) return message.note('unknown-event', event)
  const id = textAt(data, 'id') || textAt(data, 'node_id')
  const name = textAt(data, 'title') || textAt(data, 'label') || textAt(data, 'node_type')
  const part = message.part(`${what}/${id}`, 'operation', { id, label: what, name })
  const inputs = at(data, 'inputs')
  if (part.length === 0 && inputs !== undefined && inputs !== null) part.append(jsonText(inputs))
  if (step !== 'finished' && step !== 'completed') return part.touch()
  const outputs = at(data, 'outputs')
  if (outputs !== undefined && outputs !== null) part.result(jsonText(outputs))
  finishStep(message, what, data)
  part.state(textAt(data, 'status') === 'failed' ? 'failed' : 'done')
}

function finishStep(message: MessageWriter, what: string, data: unknown) {
  const error = textAt(data, 'error')
  if (error !== '') message.error(error, textAt(data, 'title'))
  if (what !== 'workflow') return
  message.finish(at(data, 'status'))
  message.usage({ total_tokens: at(data, 'total_tokens'), total_steps: at(data, 'total_steps') })
  message.end()
}
