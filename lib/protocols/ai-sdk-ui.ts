import { all, confidenceOf, hasHeader, isDone, objects, spoken } from './evidence'
import { at, isObject, jsonText, numberAt, textAt } from './json'
import type { MessageWriter, PartKind, PartWriter } from './message-types'
import type { Protocol, ProtocolEvent } from './types'

/** AI SDK's UI message stream, from version 5 on. https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol */
export const aiSdkUi: Protocol = {
  id: 'ai-sdk-ui',
  matches(opening) {
    const found = objects(opening)
    const types = found.map(value => textAt(value, 'type'))
    const isTold = types.some(type => TELLING.test(type))
    return confidenceOf(
      hasHeader(opening.responseHeaders, 'x-vercel-ai-ui-message-stream'),
      isTold && found.length === spoken(opening).length && all(types, type => KNOWN.test(type)),
    )
  },
  create: message => {
    const parts = new Map<string, PartWriter>()
    let count = 0
    /** IDs come again in a later step, so each start makes a part. */
    const start = (id: string, kind: PartKind) => {
      const part = message.part(`${kind}/${id}/${count++}`, kind, { id: kind === 'tool-call' ? id : '' })
      parts.set(`${kind}/${id}`, part)
      return part
    }
    const open = (id: string, kind: PartKind) => parts.get(`${kind}/${id}`) ?? start(id, kind)
    return event => read(message, event, { start, open })
  },
}

const TELLING = /^(text|reasoning)-(start|delta|end)$|^tool-(input|output)-/
const KNOWN =
  /^(start|finish|start-step|finish-step|abort|error|message-metadata|file|reasoning-file|custom|(text|reasoning)-(start|delta|end)|tool-(input|output|approval)-[a-z-]+|source-(url|document)|data-.+)$/

interface Parts {
  start(id: string, kind: PartKind): PartWriter
  open(id: string, kind: PartKind): PartWriter
}

function read(message: MessageWriter, event: ProtocolEvent, parts: Parts) {
  if (isDone(event)) return message.end()
  const { json } = event
  if (!isObject(json)) {
    if (event.data.trim() !== '') message.note('not-json', event.data.slice(0, 80))
    return
  }
  const type = textAt(json, 'type')
  const [, stream, step] = /^(text|reasoning)-(start|delta|end)$/.exec(type) ?? []
  if (stream === 'text' || stream === 'reasoning') return readText(json, stream, step, parts)
  if (/^tool-/.test(type)) return readTool(json, type, parts.open(textAt(json, 'toolCallId'), 'tool-call'))
  if (type.startsWith('data-')) return readData(message, json, type.slice(5))
  readOther(message, json, type)
}

function readText(json: unknown, kind: 'text' | 'reasoning', step: string | undefined, parts: Parts) {
  const id = textAt(json, 'id')
  if (step === 'start') parts.start(id, kind).touch()
  else if (step === 'end') parts.open(id, kind).state('done')
  else parts.open(id, kind).append(textAt(json, 'delta'))
}

function readTool(json: unknown, type: string, part: PartWriter) {
  const name = textAt(json, 'toolName')
  if (name !== '') part.name(name)
  switch (type) {
    case 'tool-input-delta':
      return part.append(textAt(json, 'inputTextDelta'))
    case 'tool-input-available':
      // The input is a value here, not the text it was parsed from: it is compared as the client compares it.
      if (part.length === 0) part.append(jsonText(at(json, 'input')))
      return part.finishArguments()
    case 'tool-input-error':
      part.result(textAt(json, 'errorText'))
      return part.state('failed')
    case 'tool-output-available':
      part.result(jsonText(at(json, 'output')))
      return at(json, 'preliminary') === true ? undefined : part.state('done')
    case 'tool-output-error':
      part.result(textAt(json, 'errorText'))
      return part.state('failed')
    case 'tool-output-denied':
    case 'tool-approval-request':
    case 'tool-approval-response':
      part.label(type.slice(5))
      return part.touch()
    default:
      part.touch()
  }
}

/** A data part with an ID is written anew; the others make a list by their name. */
function readData(message: MessageWriter, json: unknown, name: string) {
  const id = textAt(json, 'id')
  const part = message.part(`data/${name}/${id}`, 'data', { name, id })
  part.item('data')
}

function readOther(message: MessageWriter, json: unknown, type: string) {
  const metadata = at(json, 'messageMetadata')
  message.usage(at(metadata, 'usage') ?? at(metadata, 'totalUsage'))
  message.fact('id', at(json, 'messageId'))
  message.fact('model', at(metadata, 'model'))
  switch (type) {
    case 'finish':
      return message.finish(at(json, 'finishReason'))
    case 'error':
      return message.error(textAt(json, 'errorText'))
    case 'abort':
      return message.finish('abort')
    case 'file':
    case 'reasoning-file':
      return place(message, 'file', textAt(json, 'url'), textAt(json, 'mediaType'))
    case 'source-url':
      return place(message, 'citation', textAt(json, 'url'), textAt(json, 'title'))
    case 'source-document':
      return place(message, 'citation', textAt(json, 'filename'), textAt(json, 'title'))
    case 'start':
    case 'start-step':
    case 'finish-step':
    case 'message-metadata':
      return
    default:
      message.note('unknown-event', type || String(numberAt(json, 'type') ?? ''))
  }
}

function place(message: MessageWriter, kind: PartKind, address: string, name: string) {
  const part = message.part(`${kind}/${address}/${name}`, kind, { name })
  part.grow(address)
  part.state('done')
}
