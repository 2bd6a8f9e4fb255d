/**
 * The page shares this realm and may replace any of these later, so what capture needs is held from the start and
 * called through `Reflect.apply`. No call here looks a method up on an object that the page can reach.
 */
export const { apply, construct, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect
const { setPrototypeOf } = Reflect

/** An options object that inherits nothing: what a page puts on `Object.prototype` must not become an option. */
export const bare = <T extends object>(options: T): T => {
  setPrototypeOf(options, null)
  return options
}

/** Turns a method into a function that takes its receiver first. */
export const uncurry =
  <Self, Args extends unknown[], Result>(method: (this: Self, ...args: Args) => Result) =>
  (self: Self, ...args: Args): Result =>
    apply(method, self, args)

/** Calls the getter of an accessor on a prototype; throws, as the getter does, for another class's object. */
export const getterOf = <Self extends object, Key extends keyof Self & string>(prototype: Self, key: Key) => {
  const getter = getOwnPropertyDescriptor(prototype, key)?.get
  if (!getter) throw new Error(`No accessor "${key}".`)
  return (self: Self): Self[Key] => apply(getter, self, [])
}

type Weak<Key extends WeakKey, Value> = Pick<WeakMap<Key, Value>, 'get' | 'set' | 'has'>

/** An argument of a call; never what a page put on `Array.prototype` under its index. */
export const argument = (args: readonly unknown[], index: number): unknown =>
  index < args.length ? args[index] : undefined

/** A WeakMap that no later change of `WeakMap.prototype` reaches. */
export const createWeakMap = <Key extends WeakKey, Value>(): Weak<Key, Value> => {
  const map = new WeakMap<Key, Value>()
  for (const key of ['get', 'set', 'has'] as const) defineProperty(map, key, { value: map[key] })
  setPrototypeOf(map, null)
  return map
}

/** An array that no setter on a prototype reaches. Append with `list[list.length] = …`. */
export const createList = <T>(): T[] => {
  const list: T[] = []
  setPrototypeOf(list, null)
  return list
}

export const NativePromise = Promise
export const NativeReadableStream = ReadableStream
export const NativeUint8Array = Uint8Array
export const NativeURL = URL
export const NativeCustomEvent = CustomEvent

export const whenSettled = uncurry(Promise.prototype.then)

export const listen = uncurry(EventTarget.prototype.addEventListener)
export const unlisten = uncurry(EventTarget.prototype.removeEventListener)

export const toLowerCase = uncurry(String.prototype.toLowerCase)
export const indexOf = uncurry(String.prototype.indexOf)
export const sliceText = uncurry(String.prototype.slice)
export const trim = uncurry(String.prototype.trim)
export const charCodeAt = uncurry(String.prototype.charCodeAt)
export const { parse: parseJson } = JSON

const encode = uncurry(TextEncoder.prototype.encode)
const encoder = new TextEncoder()
export const encodeText = (text: string): Uint8Array => encode(encoder, text)
const decode = uncurry(TextDecoder.prototype.decode)
const decoder = new TextDecoder('utf-8', { fatal: true })
/** Throws a TypeError where the bytes are not UTF-8. */
export const decodeText = (bytes: ArrayBufferView | ArrayBuffer): string => decode(decoder, bytes)

type Elements = Uint8Array | Float64Array | Uint32Array
const typedArrayPrototype: Uint8Array = Object.getPrototypeOf(Uint8Array.prototype)
export const lengthOf = getterOf(typedArrayPrototype, 'length')
const bufferOf: (elements: Elements) => ArrayBufferLike = getterOf(typedArrayPrototype, 'buffer') as never
const byteOffsetOf = getterOf(typedArrayPrototype, 'byteOffset')
export const setElements = uncurry<Elements, [from: ArrayLike<number>, at?: number], void>(
  typedArrayPrototype.set,
)
export const byteLengthOf = getterOf(ArrayBuffer.prototype, 'byteLength')
export const { isView } = ArrayBuffer
const byteLengthOfArray = getterOf(typedArrayPrototype, 'byteLength')
const byteLengthOfDataView = getterOf(DataView.prototype, 'byteLength')
export const byteLengthOfView = (view: ArrayBufferView): number => {
  try {
    return byteLengthOfArray(view as Uint8Array)
  } catch {
    return byteLengthOfDataView(view as DataView)
  }
}

/** A part of the bytes, without a copy. `subarray` and `slice` would ask the page's `constructor`. */
export const viewOf = (bytes: Uint8Array, from: number, length: number): Uint8Array =>
  new NativeUint8Array(bufferOf(bytes), byteOffsetOf(bytes) + from, length)

const encodeInto = uncurry(TextEncoder.prototype.encodeInto)
const SCRATCH_SIZE = 16 * 1024
let scratch: Uint8Array | null = null

/** UTF-8 that is to be copied at once: the next call may write over it. */
export const encodeToCopy = (text: string): Uint8Array => {
  // A UTF-16 code unit takes three bytes at most.
  if (text.length * 3 > SCRATCH_SIZE) return encodeText(text)
  scratch ??= new NativeUint8Array(SCRATCH_SIZE)
  return viewOf(scratch, 0, encodeInto(encoder, text, scratch).written)
}

export const copyOf = (bytes: Uint8Array): Uint8Array => {
  const copy = new NativeUint8Array(lengthOf(bytes))
  setElements(copy, bytes)
  return copy
}

const NativeFloat64Array = Float64Array
const NativeUint32Array = Uint32Array

export type RunBuffers = ReturnType<typeof createRunBuffers>

/** Buffers of fixed size that are filled again and again, and exact copies of their first part. */
export const createRunBuffers = (byteCapacity: number, chunkCapacity: number) => {
  const allBytes = new NativeUint8Array(byteCapacity)
  const allTimes = new NativeFloat64Array(chunkCapacity)
  const allSizes = new NativeUint32Array(chunkCapacity)
  const byteBuffer = bufferOf(allBytes)
  const timeBuffer = bufferOf(allTimes)
  const sizeBuffer = bufferOf(allSizes)
  return {
    allBytes,
    allTimes,
    allSizes,
    bytes: (count: number) => copyOf(new NativeUint8Array(byteBuffer, 0, count)),
    times: (count: number) => {
      const copy = new NativeFloat64Array(count)
      setElements(copy, new NativeFloat64Array(timeBuffer, 0, count))
      return copy
    },
    sizes: (count: number) => {
      const copy = new NativeUint32Array(count)
      setElements(copy, new NativeUint32Array(sizeBuffer, 0, count))
      return copy
    },
  }
}

const performanceNow = uncurry(performance.now)
const clock = performance
const { timeOrigin } = performance
/** Milliseconds since the Unix epoch with the fraction kept. */
export const now = (): number => timeOrigin + performanceNow(clock)

const response = Response.prototype
export const responseOf = {
  url: getterOf(response, 'url'),
  status: getterOf(response, 'status'),
  statusText: getterOf(response, 'statusText'),
  headers: getterOf(response, 'headers'),
  type: getterOf(response, 'type'),
  redirected: getterOf(response, 'redirected'),
  body: getterOf(response, 'body'),
  bodyUsed: getterOf(response, 'bodyUsed'),
  clone: uncurry(response.clone),
  arrayBuffer: uncurry(response.arrayBuffer),
}
const stream: ReadableStream<Uint8Array> = ReadableStream.prototype
export const isLocked = getterOf(stream, 'locked')
export const getReader = uncurry<typeof stream, [], ReadableStreamDefaultReader<Uint8Array>>(stream.getReader)

export type DefaultReader = ReadableStreamDefaultReader<Uint8Array>
const reader: DefaultReader = ReadableStreamDefaultReader.prototype
export const closedOf = getterOf(reader, 'closed')
export const readNext = uncurry(reader.read)
export const cancelReader = uncurry(reader.cancel)
export const releaseReader = uncurry(reader.releaseLock)
const controller: ReadableStreamDefaultController<Uint8Array> = ReadableStreamDefaultController.prototype
export const enqueue = uncurry(controller.enqueue)
export const closeController = uncurry(controller.close)
export const failController = uncurry(controller.error)
export const closedOfByob = getterOf(ReadableStreamBYOBReader.prototype, 'closed')

export const isAborted = getterOf(AbortSignal.prototype, 'aborted')
export const signalOfRequest = getterOf(Request.prototype, 'signal')
export const forEachHeader = uncurry(Headers.prototype.forEach)
export const headerOf = uncurry(Headers.prototype.get)
export const blobToBuffer = uncurry(Blob.prototype.arrayBuffer)
