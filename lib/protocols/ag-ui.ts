import { all, confidenceOf, objects, requestJson } from './evidence'
import { at, isObject, jsonText, listAt, textAt } from './json'
import { applyPatch, changedPart, setValue } from './json-changes'
import type { MessageWriter, PartKind, PartWriter } from './message-types'
import type { Protocol } from './types'

/** AG-UI's events of an agent's run. https://docs.ag-ui.com/concepts/events */
export const agUi: Protocol = {
  id: 'ag-ui',
  matches(opening) {
    const types = objects(opening).map(value => textAt(value, 'type'))
    const isOne = (type: string) => EVENT.test(type)
    return confidenceOf(
      types.some(type => /^(RUN_STARTED|RUN_FINISHED)$/.test(type)) && all(types, isOne),
      all(types, isOne),
    )
  },
  create(message, opening) {
    const state = at(requestJson(opening), 'state')
    return event => {
      const { json } = event
      if (isObject(json)) return read(message, json, state)
      if (event.data.trim() !== '') message.note('not-json', event.data.slice(0, 80))
    }
  },
}

const EVENT =
  /^(RUN_(STARTED|FINISHED|ERROR)|STEP_(STARTED|FINISHED)|(TEXT_MESSAGE|THINKING_TEXT_MESSAGE|REASONING_MESSAGE)_(START|CONTENT|END|CHUNK)|(THINKING|REASONING)_(START|END|ENCRYPTED_VALUE)|TOOL_CALL_(START|ARGS|END|CHUNK|RESULT)|STATE_(SNAPSHOT|DELTA)|MESSAGES_SNAPSHOT|ACTIVITY_(SNAPSHOT|DELTA)|RAW|CUSTOM)$/

/** `state`: what the request began with; undefined where it is not known. */
function read(message: MessageWriter, json: unknown, state: unknown) {
  const type = textAt(json, 'type')
  const [, stream = '', step = ''] = /^(.+)_(START|CONTENT|ARGS|END|CHUNK|RESULT)$/.exec(type) ?? []
  if (stream === 'TEXT_MESSAGE') return readText(message, json, 'text', step)
  if (/MESSAGE$/.test(stream)) return readText(message, json, 'reasoning', step)
  if (stream === 'TOOL_CALL') return readTool(message, json, step)
  message.fact('thread', at(json, 'threadId'))
  message.fact('run', at(json, 'runId'))
  switch (type) {
    case 'RUN_FINISHED':
      message.finish(textAt(json, 'outcome', 'type') || textAt(json, 'outcome') || 'finished')
      if (at(json, 'result') !== undefined) message.part('result', 'data', { name: 'result' }).item('result')
      return message.end()
    case 'RUN_ERROR':
      message.error(textAt(json, 'message'), textAt(json, 'code'))
      return message.end()
    case 'STATE_SNAPSHOT':
    case 'STATE_DELTA':
      return readState(message, json, state)
    case 'CUSTOM':
      return message
        .part(`custom/${textAt(json, 'name')}`, 'data', { name: textAt(json, 'name') })
        .item('value')
    case 'STEP_STARTED':
    case 'STEP_FINISHED':
      return message.part('steps', 'data', { name: 'steps' }).item()
    case 'MESSAGES_SNAPSHOT':
    case 'ACTIVITY_SNAPSHOT':
    case 'ACTIVITY_DELTA':
    case 'RAW':
      return message.part(type, 'data', { name: type }).item()
    default:
      if (!EVENT.test(type)) message.note('unknown-event', type)
  }
}

/** Deltas go into what the request brought, where no snapshot came. */
function readState(message: MessageWriter, json: unknown, before: unknown) {
  const isDelta = textAt(json, 'type') === 'STATE_DELTA'
  const part = changedPart(message, 'state', 'state', isDelta ? { known: before, assumed: {} } : {})
  part.item(isDelta ? 'delta' : 'snapshot')
  part.change(isDelta ? applyPatch(listAt(json, 'delta')) : setValue(at(json, 'snapshot')))
}

function readText(message: MessageWriter, json: unknown, kind: PartKind, step: string) {
  const part = message.part(`${kind}/${textAt(json, 'messageId')}`, kind)
  const role = textAt(json, 'role')
  if (role !== '') part.label(role)
  if (step === 'END') part.state('done')
  else part.append(textAt(json, 'delta'))
}

function readTool(message: MessageWriter, json: unknown, step: string) {
  const id = textAt(json, 'toolCallId')
  const part: PartWriter = message.part(`tool/${id}`, 'tool-call', { id })
  const name = textAt(json, 'toolCallName')
  if (name !== '') part.name(name)
  if (step === 'END') part.finishArguments()
  else if (step === 'RESULT') part.result(jsonText(at(json, 'content')))
  else part.append(textAt(json, 'delta'))
}
