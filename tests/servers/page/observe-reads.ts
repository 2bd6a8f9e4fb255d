import type { ChunkRead } from './demo-api'

export interface ReadObserver {
  reads: ChunkRead[]
  stop(): void
}

const observers = new Set<ReadObserver>()
const prototype = ReadableStreamDefaultReader.prototype
let unpatch: (() => void) | null = null

/**
 * Notes size and time of every chunk of bytes that `read()` gives, from the page's side: the patch is made
 * by page code after load, so it stands above anything that patched the prototype before. The last observer
 * that stops takes it away.
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
  unpatch ??= patchRead()
  return observer
}

const patchRead = (): (() => void) => {
  const original = prototype.read
  prototype.read = async function read(this: ReadableStreamDefaultReader) {
    const result = await original.call(this)
    const at = performance.timeOrigin + performance.now()
    if (result.value instanceof Uint8Array) {
      for (const { reads } of observers) reads.push({ size: result.value.length, at })
    }
    return result
  }
  return () => {
    prototype.read = original
  }
}
