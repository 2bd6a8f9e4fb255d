import { all, confidenceOf, isDone, isEmpty, objects } from './evidence'
import { at, has, isObject, jsonText, listAt, numberAt, textAt } from './json'
import type { MessageWriter, PartKind, PartWriter } from './message-types'
import { createToolCalls, type ToolCalls } from './openai-tools'
import type { Protocol } from './types'
import { writeError } from './write-error'

/**
 * OpenAI's chat completions, the older text completions, and the many servers that speak likewise (DeepSeek, Qwen,
 * Moonshot, Zhipu, Mistral, OpenRouter, vLLM, Azure, Groq). https://platform.openai.com/docs/api-reference/chat-streaming
 */
export const openaiChat: Protocol = {
  id: 'openai-chat',
  matches(opening) {
    const found = objects(opening)
    const isNamed = found.some(
      ({ object }) => object === 'chat.completion.chunk' || object === 'text_completion',
    )
    return confidenceOf(
      isNamed,
      found.some(hasDelta) && all(found, value => has(value, 'choices') || has(value, 'error')),
    )
  },
  create(message) {
    const tools = createToolCalls(message)
    return event => {
      if (isDone(event)) return message.end()
      if (isEmpty(event)) return
      const { json } = event
      if (!isObject(json)) return message.note('not-json', event.data.slice(0, 80))
      if (writeError(message, json)) return
      message.fact('id', json.id)
      message.fact('model', json.model)
      message.fact('provider', json.provider)
      message.usage(json.usage ?? at(json, 'x_groq', 'usage'))
      listAt(json, 'choices').forEach((choice, place) => {
        readChoice(message, tools, choice, numberAt(choice, 'index') ?? place)
      })
      readCitations(message, json)
    }
  },
}

const hasDelta = (value: unknown): boolean =>
  listAt(value, 'choices').some(choice => isObject(at(choice, 'delta')))

function readChoice(message: MessageWriter, tools: ToolCalls, choice: unknown, index: number) {
  const delta = at(choice, 'delta')
  const open = (kind: PartKind): PartWriter => message.part(`${kind}/${index}`, kind, { choice: index })
  if (isObject(delta)) readDelta(message, tools, delta, index)
  // Text completions.
  if (textAt(choice, 'text') !== '') open('text').append(textAt(choice, 'text'))
  // Some servers repeat the whole message at the end.
  const whole = textAt(choice, 'message', 'content')
  if (whole !== '') open('text').snapshot(whole)
  message.usage(at(choice, 'usage'))
  const reason = at(choice, 'finish_reason')
  if (typeof reason !== 'string' || reason === '') return
  message.finish(reason, index)
  tools.close(index)
  for (const kind of ['text', 'reasoning', 'refusal']) message.find(`${kind}/${index}`)?.state('done')
}

function readDelta(message: MessageWriter, tools: ToolCalls, delta: unknown, index: number) {
  const add = (kind: PartKind, text: string) => {
    if (text !== '') message.part(`${kind}/${index}`, kind, { choice: index }).append(text)
  }
  add('reasoning', reasoningOf(delta))
  const content = at(delta, 'content')
  if (typeof content === 'string') add('text', content)
  else for (const piece of listAt(delta, 'content')) readPiece(message, add, piece, index)
  add('refusal', textAt(delta, 'refusal'))
  const transcript = textAt(delta, 'audio', 'transcript')
  if (transcript !== '')
    message.part(`audio/${index}`, 'text', { choice: index, name: 'audio' }).append(transcript)
  for (const image of listAt(delta, 'images'))
    readFile(message, textAt(image, 'image_url', 'url') || textAt(image, 'url'), index)
  for (const [place, call] of listAt(delta, 'tool_calls').entries()) tools.read(index, call, place)
  const legacy = at(delta, 'function_call')
  if (isObject(legacy)) tools.read(index, { index: 0, function: legacy }, 0)
  for (const note of listAt(delta, 'annotations'))
    cite(message, textAt(note, 'url_citation', 'url'), textAt(note, 'url_citation', 'title'), index)
}

/** Servers that give it under two names give the same twice. */
function reasoningOf(delta: unknown): string {
  const details = listAt(delta, 'reasoning_details').map(
    each => textAt(each, 'text') || textAt(each, 'summary'),
  )
  return textAt(delta, 'reasoning_content') || textAt(delta, 'reasoning') || details.join('')
}

/** Mistral's content may be a list. https://docs.mistral.ai/capabilities/reasoning/ */
function readPiece(
  message: MessageWriter,
  add: (kind: PartKind, text: string) => void,
  piece: unknown,
  index: number,
) {
  if (textAt(piece, 'type') === 'thinking')
    add(
      'reasoning',
      listAt(piece, 'thinking')
        .map(each => textAt(each, 'text'))
        .join(''),
    )
  else if (has(piece, 'image_url'))
    readFile(message, textAt(piece, 'image_url', 'url') || textAt(piece, 'image_url'), index)
  else if (has(piece, 'text')) add('text', textAt(piece, 'text'))
  else cite(message, jsonText(piece), textAt(piece, 'type'), index)
}

function readFile(message: MessageWriter, url: string, index: number) {
  if (url === '') return
  const part = message.part(`file/${index}/${url.slice(0, 200)}/${url.length}`, 'file', { choice: index })
  part.grow(url)
  part.state('done')
}

function cite(message: MessageWriter, url: string, title: string, choice: number) {
  if (url === '') return
  const part = message.part(`citation/${choice}/${url}`, 'citation', { choice, name: title })
  part.grow(url)
  part.state('done')
}

/** Perplexity repeats its sources in every chunk. */
function readCitations(message: MessageWriter, json: unknown) {
  for (const url of listAt(json, 'citations')) {
    if (typeof url === 'string' && !message.find(`citation/0/${url}`)) cite(message, url, '', 0)
  }
}
