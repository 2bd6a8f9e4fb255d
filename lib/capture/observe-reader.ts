import type { CaptureContext } from './context'
import {
  apply,
  argument,
  closedOf,
  closedOfByob,
  createWeakMap,
  type DefaultReader,
  getPrototypeOf,
  isLocked,
  NativeReadableStream,
  whenSettled,
} from './natives'
import { combineUndo, patchMethod, type Undo } from './patch'
import { peek } from './peek'
import type { Branch } from './watch'

type ReaderKind = 'reader' | 'byob-reader' | 'async-iterator'
type ReadResult = { done?: boolean; value?: Uint8Array }

/** One reader or iterator of the page's on a watched stream. Its two callbacks are made once, not once a read. */
interface Reading {
  branch: Branch
  isReleased: boolean
  keepsStream: boolean
  onResult: (result: ReadResult) => void
  onError: (error: unknown) => void
}

/** Hooks on `getReader` and `cancel`, on the readers' `read`, `cancel` and `releaseLock`, and on async iteration. */
export const observeReaders = ({ guard, streams }: CaptureContext): Undo => {
  const readings = createWeakMap<object, Reading>()
  const byobPrototype = ReadableStreamBYOBReader.prototype

  const begin = (reader: object, branch: Branch, kind: ReaderKind, keepsStream: boolean): Reading => {
    const { id } = branch.watch
    const reading: Reading = {
      branch,
      isReleased: false,
      keepsStream,
      onResult: result => {
        try {
          if (result.value !== undefined) branch.chunk(result.value, kind)
          if (result.done) branch.complete()
        } catch (error) {
          guard.report('read', id, error)
        }
      },
      onError: error =>
        guard.run('read', id, () => {
          if (!reading.isReleased) branch.fail(error)
        }),
    }
    readings.set(reader, reading)
    return reading
  }

  /**
   * [spec] Streams 4.3: the browser itself marks `closed` as handled, so looking at it changes nothing.
   * It settles before the read of the last chunk does (4.7.4, [[PullSteps]]), hence the second turn.
   */
  const observeClosed = (closed: Promise<void>, { branch, onError }: Reading) => {
    const onClosed = () => guard.run('closed', branch.watch.id, branch.complete)
    whenSettled(closed, () => whenSettled(closed, onClosed), onError)
  }

  const patchGetReader = patchMethod(ReadableStream.prototype, ['getReader'], (native, self, args) => {
    const reader: DefaultReader | ReadableStreamBYOBReader = apply(native, self, args)
    const branch = streams.get(self)
    if (branch)
      guard.run('getReader', branch.watch.id, () => {
        const isByob = getPrototypeOf(reader) === byobPrototype
        const reading = begin(reader, branch, isByob ? 'byob-reader' : 'reader', false)
        observeClosed(isByob ? closedOfByob(reader as never) : closedOf(reader as never), reading)
      })
    return reader
  })

  /**
   * The page's own reactions run in the order and at the tick that they would have. What remains to be told apart:
   * a rejected read that the page never looks at is not reported as unhandled.
   */
  const patchRead = (prototype: object, method: string): Undo =>
    patchMethod(prototype, [method], (native, self, args) => {
      const promise: Promise<ReadResult> = apply(native, self, args)
      const reading = readings.get(self)
      if (reading !== undefined) whenSettled(promise, reading.onResult, reading.onError)
      return promise
    })

  const patchCancel = (prototype: object, method: 'cancel' | 'return'): Undo =>
    patchMethod(prototype, [method], (native, self, args) => {
      const reading = readings.get(self)
      if (reading && !reading.isReleased && !reading.keepsStream)
        guard.run(method, reading.branch.watch.id, reading.branch.cancel)
      return apply(native, self, args)
    })

  /** On a locked stream the browser refuses, and nothing ends. */
  const patchStreamCancel = patchMethod(ReadableStream.prototype, ['cancel'], (native, self: never, args) => {
    const branch = streams.get(self)
    if (branch && !isLocked(self)) guard.run('cancel', branch.watch.id, branch.cancel)
    return apply(native, self, args)
  })

  const patchRelease = (prototype: object): Undo =>
    patchMethod(prototype, ['releaseLock'], (native, self, args) => {
      const result: unknown = apply(native, self, args)
      const reading = readings.get(self)
      if (reading) reading.isReleased = true
      return result
    })

  /** One function stands under both names, before and after. */
  const patchValues = patchMethod(
    ReadableStream.prototype,
    ['values', Symbol.asyncIterator],
    (native, self, args) => {
      const iterator: object = apply(native, self, args)
      const branch = streams.get(self)
      if (branch)
        guard.run('values', branch.watch.id, () => {
          const options = argument(args, 0)
          const keepsStream =
            typeof options === 'object' && options !== null && !!peek(options, 'preventCancel')
          begin(iterator, branch, 'async-iterator', keepsStream)
        })
      return iterator
    },
  )

  const iteratorPrototype = findIteratorPrototype()
  return combineUndo([
    patchGetReader,
    patchStreamCancel,
    patchValues,
    ...[ReadableStreamDefaultReader.prototype, byobPrototype].flatMap(prototype => [
      patchRead(prototype, 'read'),
      patchCancel(prototype, 'cancel'),
      patchRelease(prototype),
    ]),
    ...(iteratorPrototype
      ? [patchRead(iteratorPrototype, 'next'), patchCancel(iteratorPrototype, 'return')]
      : []),
  ])
}

/** %ReadableStreamAsyncIteratorPrototype% has no name of its own. */
const findIteratorPrototype = (): object | null => {
  const stream = new NativeReadableStream()
  return Symbol.asyncIterator in stream ? getPrototypeOf(stream.values()) : null
}
