import { at, has, jsonText, listAt, textAt } from './json'
import type { MessageWriter } from './message-types'
import { placeOf } from './openai-responses'

/** An output item of a response: announced empty, and whole when it is done, and again with the response. */
export function readItem(message: MessageWriter, item: unknown, output: number, isDone: boolean): void {
  const type = textAt(item, 'type')
  if (type === 'message') readContents(message, item, output, isDone)
  else if (type === 'reasoning') readReasoning(message, item, output, isDone)
  else if (type.endsWith('_call')) readCall(message, item, output, isDone)
  else if (type !== '') {
    const part = message.part(`item/${output}`, 'data', { name: type, order: output * 1000 })
    if (isDone) part.snapshot(jsonText(item))
  }
}

function readContents(message: MessageWriter, item: unknown, output: number, isDone: boolean): void {
  message.fact('role', at(item, 'role'))
  if (!isDone) return
  listAt(item, 'content').forEach((content, index) => {
    const isRefusal = textAt(content, 'type') === 'refusal'
    const part = placeOf(message, isRefusal ? 'refusal' : 'text', output, index)
    part.snapshot(textAt(content, isRefusal ? 'refusal' : 'text'))
    part.state('done')
  })
}

function readReasoning(message: MessageWriter, item: unknown, output: number, isDone: boolean): void {
  if (!isDone) return
  const texts = listAt(item, 'summary').length > 0 ? listAt(item, 'summary') : listAt(item, 'content')
  texts.forEach((each, index) => {
    const part = placeOf(message, 'reasoning', output, index)
    part.snapshot(textAt(each, 'text'))
    part.state('done')
  })
}

/** `function_call` has arguments and a name, a server's own tools what they did. */
function readCall(message: MessageWriter, item: unknown, output: number, isDone: boolean): void {
  const type = textAt(item, 'type')
  const part = placeOf(message, 'tool-call', output, 0)
  part.name(textAt(item, 'name') || type.replace(/_call$/, ''))
  part.id(textAt(item, 'call_id') || textAt(item, 'id'))
  if (!isDone) return
  if (has(item, 'arguments')) {
    part.snapshot(textAt(item, 'arguments'))
    part.finishArguments()
  } else {
    const given = at(item, 'input') ?? at(item, 'code') ?? at(item, 'action')
    if (given !== undefined) part.snapshot(jsonText(given))
    part.state('done')
  }
  const result = at(item, 'output') ?? at(item, 'results') ?? at(item, 'outputs')
  if (result !== undefined && result !== null) part.result(jsonText(result))
  if (at(item, 'error')) part.result(jsonText(at(item, 'error')))
  if (textAt(item, 'status') === 'failed') part.state('failed')
}
