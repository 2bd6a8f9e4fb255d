import { at, isObject, jsonText, listAt, numberAt, textAt } from './json'
import type { MessageWriter, PartKind, PartWriter } from './message-types'

/** Messages of LangChain, whole or as chunks. */
export interface LangMessages {
  /** A list of messages, each as far as it has come; `isComplete` where nothing more of them will. */
  whole(json: unknown, label: string, isComplete: boolean): void
  /** `[chunk, metadata]`. */
  tuple(json: unknown, label: string): void
  delta(chunk: unknown, label: string, run: string): void
}

export function createLangMessages(message: MessageWriter): LangMessages {
  function open(said: unknown, kind: PartKind, label: string, run: string): PartWriter {
    const id = textAt(said, 'id') || run
    const role = textAt(said, 'type').replace(/MessageChunk$/, '')
    return message.part(`${kind}/${id}`, kind, {
      label: [role, label].filter(text => text !== '').join(' · '),
    })
  }

  function readTool(said: unknown, label: string) {
    const id = textAt(said, 'tool_call_id')
    const part = message.find(`tool/${id}`) ?? open(said, 'data', label, '')
    part.result(contentOf(said))
  }

  function delta(said: unknown, label: string, run: string) {
    if (!isObject(said)) return message.note('unknown-event', jsonText(said).slice(0, 80))
    if (textAt(said, 'type') === 'tool') return readTool(said, label)
    const thought = thoughtOf(said)
    if (thought !== '') open(said, 'reasoning', label, run).append(thought)
    const text = contentOf(said)
    if (text !== '') open(said, 'text', label, run).append(text)
    for (const chunk of listAt(said, 'tool_call_chunks')) readChunk(said, chunk, run)
    if (readEnd(message, said)) finish(said, run)
  }

  function finish(said: unknown, run: string) {
    const id = textAt(said, 'id') || run
    for (const kind of ['reasoning', 'text']) message.find(`${kind}/${id}`)?.state('done')
  }

  /** A call's ID and name come once, with its first chunk. */
  function readChunk(said: unknown, chunk: unknown, run: string) {
    const key = `chunk/${textAt(said, 'id') || run}/${numberAt(chunk, 'index') ?? 0}`
    const id = textAt(chunk, 'id')
    const part = message.part(key, 'tool-call')
    if (id !== '') part.id(id)
    if (textAt(chunk, 'name') !== '') part.name(textAt(chunk, 'name'))
    part.append(textAt(chunk, 'args'))
  }

  return {
    whole(json, label, isComplete) {
      for (const said of Array.isArray(json) ? json : [json]) {
        if (textAt(said, 'type') === 'tool') {
          readTool(said, label)
          continue
        }
        const thought = thoughtOf(said)
        if (thought !== '') open(said, 'reasoning', label, '').grow(thought)
        const text = contentOf(said)
        if (text !== '') open(said, 'text', label, '').grow(text)
        for (const call of listAt(said, 'tool_calls')) {
          const id = textAt(call, 'id')
          const part = message.part(`tool/${id}`, 'tool-call', { id, name: textAt(call, 'name') })
          part.grow(jsonText(at(call, 'args')))
          if (isComplete) part.finishArguments()
        }
        if (readEnd(message, said) || isComplete) finish(said, '')
      }
    },
    tuple(json, label) {
      const node = textAt(json, 1, 'langgraph_node')
      const run = textAt(json, 1, 'run_id')
      delta(at(json, 0), [node, label].filter(text => text !== '').join(' · '), run)
    },
    delta,
  }
}

const contentOf = (said: unknown): string =>
  textAt(said, 'content') ||
  listAt(said, 'content')
    .map(piece => (typeof piece === 'string' ? piece : textAt(piece, 'text')))
    .join('')

const thoughtOf = (said: unknown): string =>
  textAt(said, 'additional_kwargs', 'reasoning_content') ||
  listAt(said, 'content')
    .map(piece => textAt(piece, 'thinking') || textAt(piece, 'reasoning'))
    .join('')

/** Whether it told why the message ended. */
function readEnd(message: MessageWriter, said: unknown): boolean {
  message.usage(at(said, 'usage_metadata'))
  message.fact('model', at(said, 'response_metadata', 'model_name'))
  const reason =
    textAt(said, 'response_metadata', 'finish_reason') || textAt(said, 'response_metadata', 'stop_reason')
  message.finish(reason)
  return reason !== ''
}
