import type { ChunkRead } from './demo-api'

export interface ReadObserver {
  reads: ChunkRead[]
  stop(): void
}

const observers = new Set<ReadObserver>()
const stream = ReadableStream.prototype
const reader = ReadableStreamDefaultReader.prototype
const iterator: AsyncIterator<unknown> = Object.getPrototypeOf(new ReadableStream().values())
let unpatch: (() => void) | null = null

/**
 * Notes size and time of every chunk of bytes that the page takes out of a stream with `read()`, by asynchronous
 * iteration or through `pipeThrough()`, from the page's side: the patches are made by page code after load, so they
 * stand above anything that was there before. The last observer that stops takes them away.
 */
export const observeReads = (): ReadObserver => {
  const observer: ReadObserver = {
    reads: [],
    stop: () => {
      observers.delete(observer)
      if (observers.size > 0) return
      unpatch?.()
      unpatch = null
    },
  }
  observers.add(observer)
  unpatch ??= patch()
  return observer
}

const note = (chunk: unknown): void => {
  const at = performance.timeOrigin + performance.now()
  if (!(chunk instanceof Uint8Array)) return
  for (const { reads } of observers) reads.push({ size: chunk.length, at })
}

const patch = (): (() => void) => {
  const { read } = reader
  const { next } = iterator
  const { pipeThrough } = stream
  reader.read = async function (this: ReadableStreamDefaultReader) {
    const result = await read.call(this)
    note(result.value)
    return result
  }
  iterator.next = async function (this: AsyncIterator<unknown>) {
    const result = await next.call(this)
    note(result.value)
    return result
  }
  stream.pipeThrough = function <T>(
    this: ReadableStream,
    pair: ReadableWritablePair<T>,
    options?: StreamPipeOptions,
  ) {
    const noting = new TransformStream({
      transform: (chunk, controller) => {
        note(chunk)
        controller.enqueue(chunk)
      },
    })
    const noted: ReadableStream = pipeThrough.call(this, noting)
    return pipeThrough.call(noted, pair, options) as ReadableStream<T>
  }
  return () => {
    reader.read = read
    iterator.next = next
    stream.pipeThrough = pipeThrough
  }
}
