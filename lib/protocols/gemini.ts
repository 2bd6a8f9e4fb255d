import { all, confidenceOf, isEmpty, objects } from './evidence'
import { createGeminiCalls } from './gemini-calls'
import { at, has, isObject, jsonText, listAt, numberAt, textAt } from './json'
import type { MessageWriter, PartKind, PartWriter } from './message-types'
import type { Protocol } from './types'
import { writeError } from './write-error'

/** Gemini, as events or as one JSON array. https://ai.google.dev/api/generate-content#v1beta.GenerateContentResponse */
export const gemini: Protocol = {
  id: 'gemini',
  matches(opening) {
    const found = objects(opening)
    const hasParts = (value: unknown) =>
      listAt(value, 'candidates').some(each => Array.isArray(at(each, 'content', 'parts')))
    return confidenceOf(
      found.some(value => hasParts(value) && (has(value, 'usageMetadata') || has(value, 'modelVersion'))),
      found.some(hasParts) && all(found, value => has(value, 'candidates') || has(value, 'error')),
    )
  },
  create(message) {
    const runs = createRuns(message)
    const calls = createGeminiCalls(message)
    return event => {
      const { json } = event
      if (isEmpty(event)) return
      if (!isObject(json)) return message.note('not-json', event.data.slice(0, 80))
      if (writeError(message, json)) return
      message.fact('model', json.modelVersion)
      message.fact('id', json.responseId)
      message.usage(json.usageMetadata)
      message.finish(at(json, 'promptFeedback', 'blockReason'))
      listAt(json, 'candidates').forEach((candidate, place) => {
        readCandidate(message, { runs, calls }, candidate, numberAt(candidate, 'index') ?? place)
      })
    }
  },
}

interface Runs {
  /** The part that the candidate's text goes on in: another kind begins another part. */
  of(choice: number, kind: PartKind): PartWriter
  end(choice: number): void
}

function createRuns(message: MessageWriter): Runs {
  const open = new Map<number, PartWriter>()
  let count = 0
  return {
    of(choice, kind) {
      const known = open.get(choice)
      if (known?.kind === kind) return known
      known?.state('done')
      const part = message.part(`${kind}/${choice}/${count++}`, kind, { choice })
      open.set(choice, part)
      return part
    },
    end(choice) {
      open.get(choice)?.state('done')
      open.delete(choice)
    },
  }
}

interface Tools {
  runs: Runs
  calls: ReturnType<typeof createGeminiCalls>
}

function readCandidate(message: MessageWriter, tools: Tools, candidate: unknown, choice: number): void {
  for (const part of listAt(candidate, 'content', 'parts')) readPart(message, tools, part, choice)
  for (const source of [
    ...listAt(candidate, 'citationMetadata', 'citationSources'),
    ...listAt(candidate, 'citationMetadata', 'citations'),
  ])
    place(message, 'citation', textAt(source, 'uri'), textAt(source, 'title'), choice)
  for (const chunk of listAt(candidate, 'groundingMetadata', 'groundingChunks'))
    place(message, 'citation', textAt(chunk, 'web', 'uri'), textAt(chunk, 'web', 'title'), choice)
  const reason = textAt(candidate, 'finishReason')
  if (reason === '') return
  message.finish(reason, choice)
  tools.runs.end(choice)
}

function readPart(message: MessageWriter, { runs, calls }: Tools, part: unknown, choice: number): void {
  if (isObject(at(part, 'functionCall'))) {
    runs.end(choice)
    calls.read(at(part, 'functionCall'), choice)
  } else if (isObject(at(part, 'functionResponse'))) calls.respond(at(part, 'functionResponse'))
  else if (isObject(at(part, 'inlineData')))
    place(message, 'file', `data:${textAt(part, 'inlineData', 'mimeType')}`, '', choice)
  else if (isObject(at(part, 'fileData')))
    place(message, 'file', textAt(part, 'fileData', 'fileUri'), textAt(part, 'fileData', 'mimeType'), choice)
  else if (isObject(at(part, 'executableCode'))) {
    const call = message.part(`code/${choice}`, 'tool-call', { choice, name: 'executableCode' })
    call.append(textAt(part, 'executableCode', 'code'))
  } else if (isObject(at(part, 'codeExecutionResult')))
    message
      .part(`code/${choice}`, 'tool-call', { choice })
      .appendResult(textAt(part, 'codeExecutionResult', 'output'))
  else if (has(part, 'text')) {
    const text = textAt(part, 'text')
    // An empty text carries a signature or a finish reason only.
    if (text !== '') runs.of(choice, at(part, 'thought') === true ? 'reasoning' : 'text').append(text)
  } else if (jsonText(part) !== '{}') message.note('unknown-event', jsonText(part).slice(0, 80))
}

function place(message: MessageWriter, kind: PartKind, address: string, name: string, choice: number): void {
  if (address === '') return
  const part = message.part(`${kind}/${choice}/${address}`, kind, { choice, name })
  part.grow(address)
  part.state('done')
}
