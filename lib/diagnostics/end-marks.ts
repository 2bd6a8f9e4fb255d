import type { Stream } from '../session/types'
import { responseHeader } from './headers'
import { firstEvents, type ReadEvent } from './tail'

/** How a known kind of stream says that it is done. */
export interface EndMarks {
  /** Its name, as in documentation. */
  name: string
  /** Ends the stream. */
  isEnd: (event: ReadEvent) => boolean
  /** Ends the answer; the stream may go on with usage and the like. Null where the end alone counts. */
  isFinish: ((event: ReadEvent) => boolean) | null
}

const isDone = ({ data }: ReadEvent): boolean => data.trim() === '[DONE]'
/** Some providers send `null`, some the text "null", while they go on. */
const FINISHED = /"finish_reason"\s*:\s*"(?!null")[^"]/

const CHAT: EndMarks = {
  name: 'OpenAI Chat Completions',
  isEnd: isDone,
  isFinish: ({ data }) => FINISHED.test(data),
}
const RESPONSES: EndMarks = {
  name: 'OpenAI Responses',
  isEnd: ({ type }) => /^response\.(?:completed|incomplete|failed|cancelled)$/.test(type) || type === 'error',
  isFinish: null,
}
const ANTHROPIC: EndMarks = {
  name: 'Anthropic Messages',
  isEnd: ({ type }) => type === 'message_stop' || type === 'error',
  isFinish: ({ data }) => /"stop_reason"\s*:\s*"/.test(data),
}
const AI_SDK: EndMarks = {
  name: 'AI SDK UI messages',
  isEnd: isDone,
  isFinish: ({ data }) => /^\{"type":"(?:finish|abort|error)"/.test(data),
}
const OLLAMA: EndMarks = {
  name: 'Ollama',
  isEnd: ({ data }) => /"done"\s*:\s*true/.test(data) || /^\{"error"/.test(data),
  isFinish: null,
}

/** By its first events and its head; null where it is of no kind whose end is known. */
export const endMarks = (stream: Stream): EndMarks | null => {
  if (responseHeader(stream, 'x-vercel-ai-ui-message-stream') !== null) return AI_SDK
  const events = firstEvents(stream, 3)
  const first = events[0]
  if (first === undefined) return null
  if (stream.format === 'json-lines')
    return /"done"\s*:\s*false/.test(first.data) && /"model"\s*:/.test(first.data) ? OLLAMA : null
  if (stream.format !== 'event-stream') return null
  if (events.some(({ type }) => type === 'message_start')) return ANTHROPIC
  if (first.type === 'response.created') return RESPONSES
  return events.some(({ data }) => /"object"\s*:\s*"chat\.completion\.chunk"/.test(data)) ? CHAT : null
}
