import { computed, type ReadonlySignal } from '@preact/signals'
import { type Payload, payloadOf, queryOf, type WholeBodyCall, wholeBodyCall } from '../views/request'
import type { CloseReason, DocumentInfo, HeaderList, ResponseReceived, StreamOpened } from '../wire/records'
import type { StreamsState } from './streams-state'

/** What was asked and answered, of the current stream. */
export interface RequestState {
  shown: ReadonlySignal<RequestView | null>
}

export interface RequestView {
  opened: StreamOpened
  document: DocumentInfo
  query: HeaderList
  payload: Payload
  response: ResponseReceived | null
  closed: { reason: CloseReason; message: string } | null
  /** The call that read the body in one go; null where the page read it piece by piece. */
  wholeBody: WholeBodyCall | null
}

export const createRequestState = (streams: StreamsState): RequestState => {
  const response = computed(() => {
    streams.currentRevision.value
    return streams.current.value?.response ?? null
  })
  const closed = computed(() => {
    streams.currentRevision.value
    return streams.current.value?.closed ?? null
  })
  const wholeBody = computed(() => {
    streams.currentRevision.value
    return streams.current.value ? wholeBodyCall(streams.current.value) : null
  })
  const asked = computed(() => {
    const stream = streams.current.value
    if (!stream) return null
    const { opened, document } = stream
    return { opened, document, query: queryOf(opened.url), payload: payloadOf(opened.body, opened.headers) }
  })
  return {
    shown: computed(
      () =>
        asked.value && {
          ...asked.value,
          response: response.value,
          closed: closed.value,
          wholeBody: wholeBody.value,
        },
    ),
  }
}
