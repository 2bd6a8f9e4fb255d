import { confidenceOf, objects } from './evidence'
import { at, isObject, jsonText, numberAt, textAt } from './json'
import type { MessageWriter, PartKind, PartWriter } from './message-types'
import type { Protocol, ProtocolEvent } from './types'
import { writeError } from './write-error'

/** Anthropic's messages. https://docs.claude.com/en/docs/build-with-claude/streaming */
export const anthropicMessages: Protocol = {
  id: 'anthropic-messages',
  matches(opening) {
    const found = objects(opening)
    const isOf = (value: unknown, type: string, member: string) =>
      textAt(value, 'type') === type && isObject(at(value, member))
    return confidenceOf(
      found.some(value => isOf(value, 'message_start', 'message')),
      found.some(value => isOf(value, 'content_block_delta', 'delta')),
    )
  },
  create: message => event => read(message, event),
}

function read(message: MessageWriter, event: ProtocolEvent) {
  const { json } = event
  if (!isObject(json)) {
    if (event.data.trim() !== '') message.note('not-json', event.data.slice(0, 80))
    return
  }
  const index = numberAt(json, 'index') ?? 0
  const part = message.find(`block/${index}`)
  switch (textAt(json, 'type')) {
    case 'message_start':
      return startMessage(message, at(json, 'message'))
    case 'content_block_start':
      return startBlock(message, index, at(json, 'content_block'))
    case 'content_block_delta':
      return readDelta(
        message,
        part ?? openBlock(message, index, kindOfDelta(json)),
        index,
        at(json, 'delta'),
      )
    case 'content_block_stop':
      return part && stopBlock(part)
    case 'message_delta':
      message.usage(at(json, 'usage'))
      return message.finish(at(json, 'delta', 'stop_reason'))
    case 'message_stop':
      return message.end()
    case 'ping':
      return
    case 'error':
      writeError(message, json)
      return
    default:
      if (!writeError(message, json)) message.note('unknown-event', textAt(json, 'type') || event.type)
  }
}

function startMessage(message: MessageWriter, start: unknown) {
  message.fact('id', at(start, 'id'))
  message.fact('model', at(start, 'model'))
  message.fact('role', at(start, 'role'))
  message.usage(at(start, 'usage'))
}

const KINDS: ReadonlyMap<string, PartKind> = new Map([
  ['text', 'text'],
  ['thinking', 'reasoning'],
  ['redacted_thinking', 'reasoning'],
  ['tool_use', 'tool-call'],
  ['server_tool_use', 'tool-call'],
  ['mcp_tool_use', 'tool-call'],
])

const DELTA_KINDS: ReadonlyMap<string, PartKind> = new Map([
  ['text_delta', 'text'],
  ['thinking_delta', 'reasoning'],
  ['input_json_delta', 'tool-call'],
])

/** A delta whose block was never begun tells by itself what it is. */
const kindOfDelta = (json: unknown): PartKind => DELTA_KINDS.get(textAt(json, 'delta', 'type')) ?? 'data'

const openBlock = (message: MessageWriter, index: number, kind: PartKind): PartWriter =>
  message.part(`block/${index}`, kind, { order: index })

function startBlock(message: MessageWriter, index: number, block: unknown) {
  const type = textAt(block, 'type')
  const kind = KINDS.get(type)
  if (kind === undefined) return startOther(message, index, block, type)
  const part = openBlock(message, index, kind)
  part.append(textAt(block, 'text') || textAt(block, 'thinking'))
  if (type === 'redacted_thinking') part.label(type)
  if (kind !== 'tool-call') return
  part.id(textAt(block, 'id'))
  part.name(textAt(block, 'name'))
  if (type !== 'tool_use') part.label(textAt(block, 'server_name') || type)
  // Inputs come as deltas behind an empty object; a server that does not stream them gives them here.
  const input = at(block, 'input')
  if (isObject(input) && Object.keys(input).length > 0) part.append(jsonText(input))
}

/** Results of tools that the server ran itself belong to their call. */
function startOther(message: MessageWriter, index: number, block: unknown, type: string) {
  const part = openBlock(message, index, 'data')
  part.name(type)
  part.id(textAt(block, 'tool_use_id'))
  part.append(jsonText(at(block, 'content') ?? block))
}

function readDelta(message: MessageWriter, part: PartWriter, index: number, delta: unknown) {
  switch (textAt(delta, 'type')) {
    case 'text_delta':
      return part.append(textAt(delta, 'text'))
    case 'thinking_delta':
      return part.append(textAt(delta, 'thinking'))
    case 'input_json_delta':
      return part.append(textAt(delta, 'partial_json'))
    case 'citations_delta':
      return readCitation(message, index, at(delta, 'citation'))
    case 'signature_delta':
      return part.touch()
    default:
      part.touch()
      message.note('unknown-event', textAt(delta, 'type'))
  }
}

function readCitation(message: MessageWriter, index: number, citation: unknown) {
  const address = textAt(citation, 'url') || textAt(citation, 'cited_text') || jsonText(citation)
  const place = { order: index + 0.5, name: textAt(citation, 'title') || textAt(citation, 'document_title') }
  const part = message.part(`citation/${index}/${jsonText(citation)}`, 'citation', place)
  part.grow(address)
  part.state('done')
}

/** A tool's input is JSON only as a whole; blocks of other kinds just end. */
function stopBlock(part: PartWriter) {
  if (part.kind === 'tool-call') part.finishArguments()
  else part.state('done')
}
