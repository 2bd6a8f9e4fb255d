import { confidenceOf, isDone, objects } from './evidence'
import { at, has, isObject, jsonText, listAt, numberAt, textAt } from './json'
import type { MessageWriter, PartKind, PartWriter } from './message-types'
import { readItem } from './openai-items'
import type { Protocol, ProtocolEvent } from './types'

/** OpenAI's responses. https://platform.openai.com/docs/api-reference/responses-streaming */
export const openaiResponses: Protocol = {
  id: 'openai-responses',
  matches(opening) {
    const found = objects(opening)
    const isOne = (value: unknown) => textAt(value, 'type').startsWith('response.')
    return confidenceOf(
      found.some(value => isOne(value) && (isObject(at(value, 'response')) || has(value, 'sequence_number'))),
      found.some(value => isOne(value) && (has(value, 'item_id') || has(value, 'output_index'))),
    )
  },
  create: message => event => read(message, event),
}

/** What a delta or final event brings, by the name between `response.` and `.delta` or `.done`. */
const TEXTS: ReadonlyMap<string, readonly [kind: PartKind, final: string]> = new Map([
  ['output_text', ['text', 'text']],
  ['refusal', ['refusal', 'refusal']],
  ['reasoning_summary_text', ['reasoning', 'text']],
  ['reasoning_text', ['reasoning', 'text']],
  ['function_call_arguments', ['tool-call', 'arguments']],
  ['mcp_call_arguments', ['tool-call', 'arguments']],
  ['custom_tool_call_input', ['tool-call', 'input']],
  ['code_interpreter_call_code', ['tool-call', 'code']],
  ['audio.transcript', ['text', 'transcript']],
])

function read(message: MessageWriter, event: ProtocolEvent) {
  const { json } = event
  if (isDone(event)) return message.end()
  if (!isObject(json))
    return event.data.trim() === '' ? undefined : message.note('not-json', event.data.slice(0, 80))
  const type = textAt(json, 'type')
  const [, name = '', step = ''] = /^response\.(.+)\.(delta|done)$/.exec(type) ?? []
  const text = TEXTS.get(name)
  if (text) return readText(message, json, step, text)
  if (type === 'error' || (type === '' && has(json, 'error'))) return readError(message, json)
  if (type === 'response.output_item.added' || type === 'response.output_item.done')
    return readItem(message, at(json, 'item'), numberAt(json, 'output_index') ?? 0, type.endsWith('.done'))
  if (type === 'response.output_text.annotation.added') return readAnnotation(message, json)
  if (/_call\.\w+$/.test(type)) return readProgress(message, json, type)
  const response = at(json, 'response')
  if (isObject(response)) return readResponse(message, response, type)
  if (!/^response\.|^keepalive$/.test(type)) message.note('unknown-event', type)
}

/** The place of a part: outputs in order, in each its contents. */
export function placeOf(message: MessageWriter, kind: PartKind, output: number, content: number): PartWriter {
  const key = kind === 'tool-call' ? `tool/${output}` : `${kind}/${output}/${content}`
  return message.part(key, kind, { order: output * 1000 + content })
}

function readText(
  message: MessageWriter,
  json: unknown,
  step: string,
  [kind, final]: readonly [PartKind, string],
) {
  const content = numberAt(json, 'content_index') ?? numberAt(json, 'summary_index') ?? 0
  const part = placeOf(message, kind, numberAt(json, 'output_index') ?? 0, content)
  if (step === 'delta') return part.append(textAt(json, 'delta'))
  part.snapshot(textAt(json, final))
  if (kind === 'tool-call' && final === 'arguments') part.finishArguments()
  else part.state('done')
}

function readError(message: MessageWriter, json: unknown) {
  const error = isObject(at(json, 'error')) ? at(json, 'error') : json
  const code = jsonText(at(error, 'code') ?? '')
  message.error(textAt(error, 'message') || jsonText(error), code === 'null' ? '' : code)
}

function readAnnotation(message: MessageWriter, json: unknown) {
  const note = at(json, 'annotation')
  const address = textAt(note, 'url') || textAt(note, 'file_id') || jsonText(note)
  const order = (numberAt(json, 'output_index') ?? 0) * 1000 + 999
  const part = message.part(`citation/${order}/${address}`, 'citation', { order })
  part.name(textAt(note, 'title') || textAt(note, 'filename'))
  part.grow(address)
  part.state('done')
}

/** A server's own tool at work: `response.web_search_call.searching`. */
function readProgress(message: MessageWriter, json: unknown, type: string) {
  const [, name = '', step = ''] = /^response\.(\w+)_call\.(\w+)$/.exec(type) ?? []
  const part = placeOf(message, 'tool-call', numberAt(json, 'output_index') ?? 0, 0)
  part.label(`${name} ${step}`)
  if (step === 'completed') part.state('done')
  else if (step === 'failed') part.state('failed')
  else if (step === 'partial_image') part.item('partial_image_index')
}

function readResponse(message: MessageWriter, response: unknown, type: string) {
  message.fact('id', at(response, 'id'))
  message.fact('model', at(response, 'model'))
  message.fact('status', at(response, 'status'))
  message.usage(at(response, 'usage'))
  if (!/^response\.(completed|incomplete|failed|cancelled)$/.test(type)) return
  listAt(response, 'output').forEach((item, index) => {
    readItem(message, item, index, true)
  })
  message.finish(at(response, 'incomplete_details', 'reason') ?? at(response, 'status'))
  if (isObject(at(response, 'error'))) readError(message, at(response, 'error'))
  message.end()
}
