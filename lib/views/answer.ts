import type { Stream } from '../session/types'
import { type AnswerBody, answerBody } from './answer-body'
import { contentType } from './headers'
import { isLive } from './stream-row'

/** Why a stream shows no events, as far as that is known, and what came instead of them. */
export interface Answer {
  notes: AnswerNote[]
  /** What the body is, where it is no event stream. */
  body: AnswerBody | null
}

export type AnswerNote =
  | { code: 'pending' | 'connecting' | 'connected' | 'silent' | 'unread' | 'opaque' }
  | { code: 'no-bytes' | 'no-events' | 'ended-unread' }
  /** It ended without an answer; the code of the text is the state. */
  | { code: 'unanswered'; state: Ended; message: string }
  | { code: 'not-a-stream' | 'no-format'; type: string }
  | { code: 'no-type' | 'bytes-only' | 'no-blocks' }
  | { code: 'status'; status: number; text: string }
  | { code: 'redirected'; url: string }

type Ended = Exclude<Stream['state'], 'pending' | 'open'>

/** Null where there are blocks to show. */
export const answerOf = (stream: Stream): Answer | null => {
  if (stream.blocks.length > 0) return null
  const isOther = stream.bytes.length > 0 && stream.format === null
  return {
    notes: [mainNote(stream), ...headNotes(stream)],
    body: isOther ? answerBody(stream) : null,
  }
}

const mainNote = (stream: Stream): AnswerNote => {
  const { state, response, connected, bytes, opened, closed } = stream
  if (state === 'pending') return { code: opened.source === 'event-source' ? 'connecting' : 'pending' }
  if (bytes.length > 0) return stream.format === null ? otherNote(stream) : { code: 'no-blocks' }
  if (response === null && connected === null && state !== 'open')
    return { code: 'unanswered', state, message: closed?.message ?? '' }
  return { code: isLive(state) ? emptyNote(stream) : endedNote(stream) }
}

/** Answered, running, and not a byte seen. Hooks see what the page reads, so nothing sent and nothing read look alike. */
const emptyNote = ({ response }: Stream) => {
  if (response === null) return 'connected'
  if (response.responseType === 'opaque') return 'opaque'
  return isSuccess(response.status) && !isDocument(contentType(response.headers)) ? 'silent' : 'unread'
}

const endedNote = ({ state, opened, response }: Stream) => {
  if (response?.responseType === 'opaque') return 'opaque'
  if (opened.source === 'event-source') return 'no-events'
  return state === 'complete' ? 'no-bytes' : 'ended-unread'
}

const otherNote = ({ formatChosenBy, response }: Stream): AnswerNote => {
  if (formatChosenBy === 'user') return { code: 'bytes-only' }
  const type = contentType(response?.headers ?? [])
  if (type === '') return { code: 'no-type' }
  return { code: isDocument(type) ? 'not-a-stream' : 'no-format', type }
}

const headNotes = ({ response }: Stream): AnswerNote[] => {
  const notes: AnswerNote[] = []
  if (response === null) return notes
  const { status, statusText, redirected, url } = response
  if (status !== 0 && !isSuccess(status)) notes.push({ code: 'status', status, text: statusText })
  if (redirected) notes.push({ code: 'redirected', url })
  return notes
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300

/** Types that are sent in one piece. */
const isDocument = (type: string): boolean =>
  /^(?:text\/(?:html|plain|xml|css|csv|markdown|javascript)|application\/(?:json|xml|javascript|pdf|.+\+(?:json|xml))|(?:image|audio|video|font)\/.+)$/.test(
    type,
  )
