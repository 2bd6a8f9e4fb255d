import type { CaptureContext } from './context'
import type { Guard } from './guard'
import {
  apply,
  argument,
  bare,
  cancelReader,
  closeController,
  closedOf,
  enqueue,
  failController,
  getReader,
  isLocked,
  NativeReadableStream,
  readNext,
  releaseReader,
  whenSettled,
} from './natives'
import { combineUndo, patchMethod, type Undo } from './patch'
import { peek } from './peek'
import type { Branch } from './watch'

type Controller = ReadableStreamDefaultController<Uint8Array>

/**
 * Hooks on `tee`, `pipeTo` and `pipeThrough`. A `tee` is the browser's own: both of its branches are watched and each
 * byte is recorded once. Pipes read inside the browser where no hook reaches, so the pipe is given a stream that hands
 * on the same chunks, one for each that the pipe asks for and never ahead of it: its queue holds nothing
 * (`highWaterMark: 0`), unlike a TransformStream, which always takes one chunk early.
 */
export const observePipes = ({ guard, streams }: CaptureContext): Undo => {
  const patchTee = patchMethod(ReadableStream.prototype, ['tee'], (native, self, args) => {
    const branches: ReadableStream[] = apply(native, self, args)
    const branch = streams.get(self)
    if (branch)
      guard.run('tee', branch.watch.id, () => {
        if (branches[0]) streams.set(branches[0], branch)
        if (branches[1]) streams.set(branches[1], branch.fork())
      })
    return branches
  })

  const patchPipe = (method: 'pipeTo' | 'pipeThrough'): Undo =>
    patchMethod(ReadableStream.prototype, [method], (native, self: never, args) => {
      const branch = streams.get(self)
      if (!branch || isLocked(self)) return apply(native, self, args)
      if (keepsSource(argument(args, 1))) {
        if (!branch.watch.isUndecided())
          guard.report(method, branch.watch.id, 'A pipe with preventCancel is not observed.')
        return apply(native, self, args)
      }
      const passage = createPassage(guard, self, branch)
      try {
        return apply(native, passage.stream, args)
      } finally {
        // The browser refused the arguments: the source is the page's again.
        if (!isLocked(passage.stream)) passage.release()
      }
    })

  return combineUndo([patchTee, patchPipe('pipeTo'), patchPipe('pipeThrough')])
}

/** Then the source must stay readable after the pipe has failed, and how far it was read cannot be known here. */
const keepsSource = (options: unknown): boolean =>
  typeof options === 'object' && options !== null && !!peek(options, 'preventCancel')

/** A stream that reads `source` exactly when it is read itself, and ends, fails and is cancelled with it. */
const createPassage = (guard: Guard, source: ReadableStream<Uint8Array>, branch: Branch) => {
  const { id } = branch.watch
  const reader = getReader(source)
  let isReleased = false

  const release = () => {
    if (isReleased) return
    isReleased = true
    releaseReader(reader)
  }

  const start = (controller: Controller) => {
    const closed = closedOf(reader)
    const finish = () => {
      guard.run('pipe', id, branch.complete)
      release()
      closeController(controller)
    }
    // As in observe-reader: the last chunk is handed over one turn after `closed`.
    whenSettled(
      closed,
      () => whenSettled(closed, finish),
      error => {
        if (isReleased) return
        guard.run('pipe', id, () => branch.fail(error))
        release()
        failController(controller, error)
      },
    )
  }

  const pull = (controller: Controller) =>
    whenSettled(readNext(reader), ({ value }) => {
      if (value === undefined) return
      guard.run('pipe', id, () => branch.chunk(value, 'pipe'))
      enqueue(controller, value)
    })

  const cancel = (reason: unknown) => {
    guard.run('pipe', id, branch.cancel)
    const cancelled = cancelReader(reader, reason)
    whenSettled(cancelled, release, release)
    return cancelled
  }

  const stream = new NativeReadableStream(bare({ start, pull, cancel }), bare({ highWaterMark: 0 }))
  return { stream, release }
}
