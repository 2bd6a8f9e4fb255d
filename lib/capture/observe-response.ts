import type { CaptureContext } from './context'
import {
  apply,
  blobToBuffer,
  createWeakMap,
  encodeText,
  isLocked,
  NativeUint8Array,
  responseOf,
  whenSettled,
} from './natives'
import { combineUndo, patchGetter, patchMethod, type Undo } from './patch'
import type { Branch } from './watch'

/**
 * Hooks on `Response.prototype`: where the body is handed out, cloned or read as a whole. Calls that give the body back
 * as bytes, text or a blob are looked at by their result: one chunk at the time they resolve. `json` and `formData`
 * give no bytes back; they read to the end at full speed whoever else reads, so there, and only there, the bytes come
 * from a `clone`.
 */
export const observeResponses = ({
  guard,
  responses,
  suspects,
  streams,
  bodiesOut,
}: CaptureContext): Undo => {
  const handedOut = createWeakMap<Response, ReadableStream>()
  /** Bodies in the page's hands whose response got another stream by a `clone` of ours. */
  const pinned = createWeakMap<Response, ReadableStream>()

  /** A watched body may come back to the browser inside a `new Response(body)` of the page's. */
  const branchOf = (response: Response): Branch | undefined => {
    const branch = responses.get(response)
    if (branch || bodiesOut.count === 0) return branch
    const body = responseOf.body(response)
    return body ? streams.get(body) : undefined
  }

  const isReadable = (response: Response): boolean => {
    const body = handedOut.get(response)
    return !responseOf.bodyUsed(response) && !(body && isLocked(body))
  }

  /**
   * The branch that a whole-body call is about to read; nothing for responses that are not watched or are refused.
   * Bodies are looked at only where the page reads them as streams.
   */
  const unreadBranch = (response: Response): Branch | undefined => {
    const branch = branchOf(response)
    if (!branch || !isReadable(response)) return undefined
    if (!branch.watch.isUndecided()) return branch
    branch.cancel()
    return undefined
  }

  /** The page wants the body itself or a clone: from now on it matters what the body holds. */
  const take = (response: Response): Branch | undefined =>
    responses.get(response) ?? suspects.get(response)?.(response)

  const patchBody = patchGetter(Response.prototype, 'body', (native, self: never, args) => {
    const body: ReadableStream | null = pinned.get(self) ?? apply(native, self, args)
    if (!body || streams.has(body)) return body
    guard.run('body', null, () => {
      const branch = take(self)
      if (branch) {
        streams.set(body, branch)
        handedOut.set(self, body)
        branch.watch.handOut()
      }
    })
    return body
  })

  const patchClone = patchMethod(Response.prototype, ['clone'], (native, self: never, args) => {
    const clone: Response = apply(native, self, args)
    guard.run('clone', null, () => {
      const branch = take(self) ?? branchOf(self)
      if (branch) responses.set(clone, branch.fork())
    })
    return clone
  })

  const patchResult = <Result>(method: string, observe: (result: Result, branch: Branch) => void): Undo =>
    patchMethod(Response.prototype, [method], (native, self: never, args) => {
      let branch: Branch | undefined
      guard.run(method, null, () => {
        branch = unreadBranch(self)
      })
      const promise: Promise<Result> = apply(native, self, args)
      const watched = branch
      if (watched)
        whenSettled(
          promise,
          result => guard.run(method, watched.watch.id, () => observe(result, watched)),
          error => guard.run(method, watched.watch.id, () => watched.fail(error)),
        )
      return promise
    })

  const patchOpaque = (method: string): Undo =>
    patchMethod(Response.prototype, [method], (native, self: never, args) => {
      guard.run(method, null, () => {
        const branch = unreadBranch(self)
        if (branch) copyByClone(self, branch)
      })
      return apply(native, self, args)
    })

  const copyByClone = (response: Response, branch: Branch) => {
    const held = handedOut.get(response)
    const whole = responseOf.arrayBuffer(responseOf.clone(response))
    if (held) pinned.set(response, held)
    observeBuffer(whole, branch, 'json')
  }

  const observeBuffer = (buffer: Promise<ArrayBuffer>, branch: Branch, consumer: 'json' | 'blob') => {
    whenSettled(
      buffer,
      result =>
        guard.run(consumer, branch.watch.id, () => branch.whole(new NativeUint8Array(result), consumer)),
      error => guard.run(consumer, branch.watch.id, () => branch.fail(error)),
    )
  }

  return combineUndo([
    patchBody,
    patchClone,
    patchResult<string>('text', (text, branch) => branch.whole(encodeText(text), 'text')),
    patchResult<ArrayBuffer>('arrayBuffer', (buffer, branch) =>
      branch.whole(new NativeUint8Array(buffer), 'array-buffer'),
    ),
    patchResult<Uint8Array>('bytes', (bytes, branch) => branch.whole(bytes, 'bytes')),
    patchResult<Blob>('blob', (blob, branch) => observeBuffer(blobToBuffer(blob), branch, 'blob')),
    patchOpaque('json'),
    patchOpaque('formData'),
  ])
}
