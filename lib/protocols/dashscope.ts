import { confidenceOf, hasHeader, isEmpty, objects, requestJson } from './evidence'
import { at, isObject, listAt, numberAt, textAt } from './json'
import type { MessageWriter, PartKind } from './message-types'
import { createToolCalls, type ToolCalls } from './openai-tools'
import type { Opening, Protocol } from './types'
import { createUnclearText, type UnclearText } from './unclear-text'

/**
 * DashScope's own protocol: each event has the whole text so far unless `incremental_output` was asked for.
 * https://help.aliyun.com/zh/model-studio/qwen-api-via-dashscope
 */
export const dashscope: Protocol = {
  id: 'dashscope',
  matches(opening) {
    const found = objects(opening)
    const isOne = (value: unknown) =>
      isObject(at(value, 'output')) &&
      (Array.isArray(at(value, 'output', 'choices')) || typeof at(value, 'output', 'text') === 'string')
    const isNamed = hasHeader(opening.requestHeaders, 'x-dashscope-sse')
    return confidenceOf(
      found.some(value => isOne(value) && (isNamed || textAt(value, 'request_id') !== '')),
      found.some(isOne) && opening.events.every(({ type }) => type === 'result' || type === 'error'),
    )
  },
  create(message, opening) {
    const isWhole = wholeAsked(opening)
    const texts = new Map<string, UnclearText>()
    const tools = createToolCalls(message)
    const add = (kind: PartKind, choice: number, text: string) => {
      const key = `${kind}/${choice}`
      const known = texts.get(key)
      if (known) return known.add(text)
      if (text === '') return
      const made = createUnclearText(message.part(key, kind, { choice }), isWhole)
      texts.set(key, made)
      made.add(text)
    }
    return event => {
      const { json } = event
      if (isEmpty(event)) return
      if (!isObject(json)) return message.note('not-json', event.data.slice(0, 80))
      message.fact('id', json.request_id)
      message.usage(json.usage)
      if (textAt(json, 'code') !== '') return message.error(textAt(json, 'message'), textAt(json, 'code'))
      readOutput(message, json.output, add, tools)
    }
  },
}

/** What the request asked for; null where it was not captured or does not say. */
function wholeAsked(opening: Opening): boolean | null {
  const asked = at(requestJson(opening), 'parameters', 'incremental_output')
  return typeof asked === 'boolean' ? !asked : null
}

type Add = (kind: PartKind, choice: number, text: string) => void

function readOutput(message: MessageWriter, output: unknown, add: Add, tools: ToolCalls) {
  if (textAt(output, 'text') !== '') add('text', 0, textAt(output, 'text'))
  end(message, output, 0, tools)
  listAt(output, 'choices').forEach((choice, place) => {
    const index = numberAt(choice, 'index') ?? place
    const said = at(choice, 'message')
    add('reasoning', index, textAt(said, 'reasoning_content'))
    const pieces = listAt(said, 'content').map(each => textAt(each, 'text'))
    add('text', index, textAt(said, 'content') || pieces.join(''))
    for (const [order, call] of listAt(said, 'tool_calls').entries()) tools.read(index, call, order)
    end(message, choice, index, tools)
  })
}

/** Until the end the reason is the text "null". */
function end(message: MessageWriter, holder: unknown, choice: number, tools: ToolCalls) {
  const reason = textAt(holder, 'finish_reason')
  if (reason === '' || reason === 'null') return
  message.finish(reason, choice)
  tools.close(choice)
  message.find(`text/${choice}`)?.state('done')
  message.find(`reasoning/${choice}`)?.state('done')
}
