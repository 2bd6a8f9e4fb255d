import { LIST_LENGTH, STRING_LENGTH } from '../wire/limits'
import type { HeaderList } from '../wire/records'
import type { CaptureContext } from './context'
import {
  apply,
  createList,
  forEachHeader,
  headerOf,
  indexOf,
  isAborted,
  NativePromise,
  now,
  responseOf,
  sliceText,
  whenSettled,
} from './natives'
import type { Outbox } from './outbox'
import { patchMethod, type Undo } from './patch'
import { type RequestFacts, readRequest } from './read-request'
import { asksForStream, isStreamType } from './sniff'
import { createWatch, type Watch } from './watch'

export interface FetchOptions {
  context: CaptureContext
  outbox: Outbox
  recording: { isOn: boolean }
  nextId: () => number
}

/**
 * The hook on `fetch`. The native function runs first, with the page's own arguments.
 *
 * The page gets a promise that settles one microtask after the native one, with the same value. Looking at the native
 * promise itself would mark its rejection as handled, and failed requests that a page does not handle would vanish from
 * its `unhandledrejection` event and from the console. Where the native promise is rejected before `fetch` returns, so
 * that one microtask could be told, it is handed out as it is.
 */
export const observeFetch = (scope: typeof globalThis, options: FetchOptions): Undo =>
  patchMethod(scope, ['fetch'], (native, self, args) => {
    const at = now()
    const promise: Promise<Response> = apply(native, self, args)
    const { guard } = options.context
    let outcome: Promise<Response> = promise
    if (options.recording.isOn)
      guard.run('fetch', null, () => {
        outcome = follow(promise, at, readRequest(args), options)
      })
    return outcome
  })

const follow = (
  promise: Promise<Response>,
  at: number,
  request: RequestFacts,
  options: FetchOptions,
): Promise<Response> => {
  const { guard } = options.context
  if (request.url === null) return promise
  let watch = asksForStream(request.headers, request.body) ? open(request, at, options) : null
  if (request.signal && isAborted(request.signal)) {
    watch?.close('aborted', '')
    return promise
  }
  return new NativePromise((resolve, reject) => {
    whenSettled(
      promise,
      response => {
        guard.run('fetch', watch?.id ?? null, () => {
          if (!watch && isStreamType(headerOf(responseOf.headers(response), 'content-type')))
            watch = open(request, at, options)
          if (watch) receive(watch, response, request.method, options)
        })
        resolve(response)
      },
      error => {
        guard.run('fetch', watch?.id ?? null, () => watch?.root().fail(error))
        reject(error)
      },
    )
  })
}

const open = (request: RequestFacts, at: number, options: FetchOptions): Watch => {
  const { outbox, recording, nextId, context } = options
  const id = nextId()
  const { method, headers, body, signal } = request
  const url = sliceText(request.url ?? '', 0, STRING_LENGTH)
  outbox.add({ kind: 'stream-opened', streamId: id, at, source: 'fetch', method, url, headers, body })
  return createWatch({ id, outbox, signal, recording, bodiesOut: context.bodiesOut })
}

const receive = (watch: Watch, response: Response, method: string, { outbox, context }: FetchOptions) => {
  const status = responseOf.status(response)
  outbox.add({
    kind: 'response-received',
    streamId: watch.id,
    at: now(),
    url: sliceText(responseOf.url(response), 0, STRING_LENGTH),
    status,
    statusText: sliceText(responseOf.statusText(response), 0, STRING_LENGTH),
    headers: readHeaders(responseOf.headers(response)),
    responseType: responseOf.type(response),
    redirected: responseOf.redirected(response),
  })
  context.responses.set(response, watch.root())
  if (method === 'HEAD' || indexOf(NULL_BODY, ` ${status} `) >= 0) watch.close('complete', '')
}

/** [spec] Fetch 2.2.6, null body status; 0 stands for an opaque answer. Asking for `body` would make a stream of it. */
const NULL_BODY = ' 0 101 103 204 205 304 '

const readHeaders = (headers: Headers): HeaderList => {
  const list = createList<readonly [string, string]>()
  forEachHeader(headers, (value, name) => {
    if (list.length < LIST_LENGTH)
      list[list.length] = [sliceText(name, 0, STRING_LENGTH), sliceText(value, 0, STRING_LENGTH)]
  })
  return list
}
