import { RUN_BYTES, STRING_LENGTH } from '../wire/limits'
import type { CloseReason } from '../wire/records'
import type { ByteCount, EpochMilliseconds } from '../wire/units'
import { LOOK_LENGTH, looksLikeStream } from './look'
import { blobToBuffer, NativeUint8Array, now, sliceText, whenSettled } from './natives'
import { openWatch, type StreamTools } from './open-watch'
import { asksForStream, isStreamType, mayBeStream } from './sniff'
import type { Watch } from './watch'
import { textOf, xhrOf } from './xhr-natives'
import { isRedirected, readResponseHeaders, readSent, type XhrRequest } from './xhr-request'
import { createXhrText, hasText } from './xhr-text'

/** What of a request is to be heard: its answer, the first of a body that may be a stream, or all that comes. */
export type Hearing = 'nothing' | 'answer' | 'look' | 'all'

/** One `send` of an `XMLHttpRequest`, from its start to its end. */
export interface XhrFlight {
  readonly watch: Watch | null
  hearing(): Hearing
  answer(): void
  progress(loaded: ByteCount): void
  finish(): void
  /** The page may have seen more by now than capture has: its handlers can run first. */
  catchUp(): void
  /** The page has called `abort`; an event is to follow. */
  abort(): void
  fail(): void
  end(reason: CloseReason, message: string): void
  /** `send` itself threw. */
  refuse(): void
}

const LOADING = 3
const DONE = 4

/** Before an answer the page is told `error` for an unknown host, CORS and a broken connection alike. */
const NO_ANSWER = 'XMLHttpRequest: error before an answer (network or CORS)'
const REFUSED = 'XMLHttpRequest: send() failed'
const BROKEN = 'XMLHttpRequest: error after the answer began'

export const createXhrFlight = (
  xhr: XMLHttpRequest,
  request: XhrRequest,
  args: readonly unknown[],
  tools: StreamTools,
): XhrFlight => {
  const { guard } = tools.context
  const text = createXhrText()
  const { method, headers } = request
  const body = readSent(request, args)
  const sentAt = now()
  const open = () =>
    openWatch({ source: 'xhr', at: sentAt, method, url: request.url(), headers, body, signal: null }, tools)
  let watch = asksForStream(headers, body) ? open() : null
  let answeredAt: EpochMilliseconds = 0
  let isAborting = false
  let isOver = false

  const respond = (opened: Watch) => {
    const answered = xhrOf.responseURL(xhr)
    opened.respond({
      at: answeredAt,
      url: sliceText(answered, 0, STRING_LENGTH),
      status: xhrOf.status(xhr),
      statusText: sliceText(xhrOf.statusText(xhr), 0, STRING_LENGTH),
      headers: readResponseHeaders(xhr),
      responseType: '',
      redirected: isRedirected(request.url(), answered),
    })
  }

  const beginWatch = () => {
    watch ??= open()
    respond(watch)
  }

  const answer = () => {
    answeredAt = now()
    const type = xhrOf.header(xhr, 'content-type')
    if (watch || isStreamType(type)) beginWatch()
    else isOver = !mayBeStream(type) || !hasText(xhr)
  }

  /** Of a body that does not call itself a stream only a little is looked at, and only where it is text. */
  const look = (loaded: ByteCount): boolean | null => {
    if (loaded > RUN_BYTES) return false
    const head = sliceText(textOf(xhr), 0, LOOK_LENGTH)
    return looksLikeStream(head, loaded >= LOOK_LENGTH)
  }

  const progress = (loaded: ByteCount) => {
    text.note(loaded)
    if (!watch) {
      const verdict = look(loaded)
      if (verdict) beginWatch()
      else isOver = verdict === false
    }
    if (watch) text.take(xhr, watch.root())
  }

  const end = (reason: CloseReason, message: string) => {
    if (isOver) return
    isOver = true
    const { chunks, bytes } = text.left()
    watch?.lose(chunks, bytes)
    watch?.close(reason, message)
  }

  const finishBuffer = (opened: Watch, buffer: ArrayBuffer, at: EpochMilliseconds) => {
    opened.root().chunk(new NativeUint8Array(buffer), 'xhr-result', at)
    opened.close('complete', '', at)
  }

  /** The whole body is there. Of a parsed result (`json`, `document`) there are no bytes to be had. */
  const finish = () => {
    if (isOver) return
    const type = xhrOf.responseType(xhr)
    const result: unknown = watch && type !== '' ? xhrOf.response(xhr) : null
    if (watch && result && type === 'arraybuffer') finishBuffer(watch, result as ArrayBuffer, now())
    else if (watch && result && type === 'blob') finishBlob(watch, result as Blob)
    else {
      if (watch && hasText(xhr)) text.takeRest(xhr, watch.root())
      return end('complete', '')
    }
    isOver = true
  }

  const finishBlob = (opened: Watch, blob: Blob) => {
    const { id } = opened
    const at = now()
    const { chunks, bytes } = text.left()
    whenSettled(
      blobToBuffer(blob),
      buffer => guard.run('xhr', id, () => finishBuffer(opened, buffer, at)),
      () =>
        guard.run('xhr', id, () => {
          opened.lose(chunks, bytes)
          opened.close('complete', '', at)
        }),
    )
  }

  /** Done with status 0: the event that tells why is not seen any more. */
  const failSilently = () => {
    const limit = xhrOf.timeout(xhr)
    if (isAborting) end('aborted', '')
    else if (limit > 0 && now() - sentAt >= limit) end('timed-out', '')
    else fail()
  }

  const fail = () => end('failed', answeredAt > 0 ? BROKEN : NO_ANSWER)

  const catchUp = () => {
    if (isOver) return
    const state = xhrOf.readyState(xhr)
    const isAnswered = xhrOf.status(xhr) !== 0
    if (isAnswered && answeredAt === 0) answer()
    if (state === LOADING && watch && hasText(xhr)) text.takeRest(xhr, watch.root())
    if (state !== DONE) return
    if (isAnswered) finish()
    else failSilently()
  }

  return {
    get watch() {
      return watch
    },
    hearing: () => (isOver ? 'nothing' : watch ? 'all' : answeredAt > 0 ? 'look' : 'answer'),
    answer,
    progress,
    finish,
    end,
    fail,
    catchUp,
    abort: () => {
      catchUp()
      isAborting = true
    },
    refuse: () => end('failed', REFUSED),
  }
}
