import { all, confidenceOf, isEmpty, objects } from './evidence'
import { at, has, isObject, jsonText, listAt, numberAt, textAt } from './json'
import type { MessageWriter } from './message-types'
import type { Protocol } from './types'
import { writeError } from './write-error'

/** Ollama's chat and generate. https://github.com/ollama/ollama/blob/main/docs/api.md */
export const ollama: Protocol = {
  id: 'ollama',
  matches(opening) {
    const found = objects(opening)
    const isLine = (value: unknown) =>
      ['model', 'created_at', 'done'].every(name => has(value, name)) &&
      (isObject(at(value, 'message')) || typeof at(value, 'response') === 'string')
    return confidenceOf(
      found.some(isLine) && all(found, value => isLine(value) || has(value, 'error')),
      false,
    )
  },
  create(message) {
    let calls = 0
    return event => {
      const { json } = event
      if (isEmpty(event)) return
      if (!isObject(json)) return message.note('not-json', event.data.slice(0, 80))
      if (writeError(message, json)) return
      message.fact('model', json.model)
      const add = (kind: 'text' | 'reasoning', text: string) =>
        text === '' ? undefined : message.part(kind, kind).append(text)
      add('reasoning', textAt(json, 'message', 'thinking') || textAt(json, 'thinking'))
      add('text', textAt(json, 'message', 'content') || textAt(json, 'response'))
      for (const call of listAt(json, 'message', 'tool_calls')) readCall(message, call, calls++)
      if (json.done === true) finish(message, json)
    }
  },
}

function readCall(message: MessageWriter, call: unknown, count: number): void {
  const part = message.part(`tool/${count}`, 'tool-call', {
    name: textAt(call, 'function', 'name'),
    id: textAt(call, 'id'),
  })
  part.append(jsonText(at(call, 'function', 'arguments') ?? {}))
  part.finishArguments()
}

const COUNTS = [
  'prompt_eval_count',
  'eval_count',
  'total_duration',
  'load_duration',
  'prompt_eval_duration',
  'eval_duration',
]

function finish(message: MessageWriter, json: unknown): void {
  const counts = COUNTS.flatMap(name => {
    const count = numberAt(json, name)
    return count === undefined ? [] : [[name, count] as const]
  })
  message.usage(Object.fromEntries(counts))
  message.finish(at(json, 'done_reason'))
  message.find('text')?.state('done')
  message.find('reasoning')?.state('done')
  message.end()
}
