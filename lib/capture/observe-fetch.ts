import { LIST_LENGTH, STRING_LENGTH } from '../wire/limits'
import type { HeaderList } from '../wire/records'
import { createHold } from './hold'
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
import { openWatch, type StreamStart, type StreamTools } from './open-watch'
import { patchMethod, type Undo } from './patch'
import { readRequest } from './read-request'
import { asksForStream, isPlainText, isStreamType, mayBeStream } from './sniff'
import type { Watch } from './watch'

/**
 * The hook on `fetch`. The native function runs first, with the page's own arguments.
 *
 * The page gets a promise that settles one microtask after the native one, with the same value. Looking at the native
 * promise itself would mark its rejection as handled, and failed requests that a page does not handle would vanish from
 * its `unhandledrejection` event and from the console. Where the native promise is rejected before `fetch` returns, so
 * that one microtask could be told, it is handed out as it is.
 */
export const observeFetch = (scope: typeof globalThis, tools: StreamTools): Undo =>
  patchMethod(scope, ['fetch'], (native, self, args) => {
    const at = now()
    const promise: Promise<Response> = apply(native, self, args)
    const { guard } = tools.context
    let outcome: Promise<Response> = promise
    if (tools.recording.isOn)
      guard.run('fetch', null, () => {
        outcome = follow(promise, { source: 'fetch', at, ...readRequest(args) }, tools)
      })
    return outcome
  })

const follow = (promise: Promise<Response>, start: StreamStart, tools: StreamTools): Promise<Response> => {
  const { guard } = tools.context
  if (start.url === null) return promise
  let watch = asksForStream(start.headers, start.body) ? openWatch(start, tools) : null
  if (start.signal && isAborted(start.signal)) {
    watch?.close('aborted', '')
    return promise
  }
  return new NativePromise((resolve, reject) => {
    whenSettled(
      promise,
      response => {
        guard.run('fetch', watch?.id ?? null, () => {
          const type = headerOf(responseOf.headers(response), 'content-type')
          if (!watch && isStreamType(type)) watch = openWatch(start, tools)
          if (watch) receive(watch, response, now(), start.method, tools)
          else if (mayBeStream(type)) suspect(response, isPlainText(type), start, tools)
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

const receive = (watch: Watch, response: Response, at: number, method: string, { context }: StreamTools) => {
  const status = responseOf.status(response)
  watch.respond({
    at,
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

/** A response whose type is not that of a stream: nothing is made of it unless the page reads it as one. */
const suspect = (response: Response, isText: boolean, start: StreamStart, tools: StreamTools) => {
  const { outbox, nextId, context } = tools
  const at = now()
  context.suspects.set(response, self => {
    const onForget = () => watch.close('cancelled', '')
    const hold = createHold({ outbox, nextId, isPlainText: isText, onForget })
    const watch = openWatch(start, tools, hold)
    receive(watch, self, at, start.method, tools)
    return watch.root()
  })
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
