import { computed, type ReadonlySignal } from '@preact/signals'
import type { FormatDecision, Session, Stream } from '../session/types'
import { type FrameLabel, frameLabel } from '../views/frame-label'
import { type PhaseSpan, phasesOf } from '../views/phases'
import {
  type ConnectionChain,
  connectionChain,
  type Payload,
  payloadOf,
  queryOf,
  unseenHeaders,
  type WholeBodyCall,
  wholeBodyCall,
} from '../views/request'
import { type BytesNote, bytesNotes } from '../views/seen-as'
import type {
  CloseReason,
  ConnectionOpened,
  HeaderList,
  ResponseReceived,
  StreamOpened,
} from '../wire/records'
import type { EpochMilliseconds } from '../wire/units'
import type { StreamsState } from './streams-state'

/** What was asked and answered, of the current stream. */
export interface RequestState {
  shown: ReadonlySignal<RequestView | null>
  /** The connection's life in parts. */
  phases: ReadonlySignal<readonly PhaseSpan[]>
}

export interface RequestView {
  opened: StreamOpened
  frame: FrameLabel
  query: HeaderList
  payload: Payload
  /** An `EventSource` fired `open`. */
  connected: ConnectionOpened | null
  response: ResponseReceived | null
  closed: { reason: CloseReason; message: string } | null
  /** What DevTools lists and the page did not see. */
  listed: { httpVersion: string; request: HeaderList; response: HeaderList }
  /** The call that read the body in one go; null where the page read it piece by piece. */
  wholeBody: WholeBodyCall | null
  bytesNotes: readonly BytesNote[]
  format: FormatDecision
  /** Of an `EventSource`; null elsewhere. */
  chain: ConnectionChain | null
}

export const createRequestState = (
  session: Session,
  streams: StreamsState,
  now: () => EpochMilliseconds,
): RequestState => {
  // What never changes is taken apart once.
  const asked = computed(() => {
    const stream = streams.current.value
    if (!stream) return null
    const { opened, document } = stream
    return {
      opened,
      frame: frameLabel(document, opened),
      query: queryOf(opened.url),
      payload: payloadOf(opened.body, opened.headers),
    }
  })
  return {
    phases: computed(() => {
      streams.currentRevision.value
      // Goes on with the clock while it runs.
      if (streams.currentLive.value) streams.totals.value
      const stream = streams.current.value
      return stream ? phasesOf(stream, now()) : []
    }),
    shown: computed(() => {
      streams.currentRevision.value
      const stream = streams.current.value
      if (!stream || !asked.value) return null
      // The chain goes on in other streams.
      if (stream.opened.source === 'event-source') streams.totals.value
      return { ...asked.value, ...answerOf(stream), chain: chainOf(session, stream) }
    }),
  }
}

const answerOf = (stream: Stream) => ({
  connected: stream.connected,
  response: stream.response,
  closed: stream.closed,
  listed: listedOf(stream),
  wholeBody: wholeBodyCall(stream),
  bytesNotes: bytesNotes(stream),
  format: { format: stream.format, by: stream.formatChosenBy },
})

const listedOf = ({ listed, opened, response }: Stream): RequestView['listed'] => ({
  httpVersion: listed?.httpVersion ?? '',
  request: unseenHeaders(listed?.requestHeaders ?? [], opened.headers),
  response: unseenHeaders(listed?.responseHeaders ?? [], response?.headers ?? []),
})

const chainOf = (session: Session, { key, opened }: Stream): ConnectionChain | null =>
  opened.source === 'event-source' ? connectionChain(session.chain(key)) : null
