import { LIST_LENGTH, REQUEST_TEXT_LENGTH, STRING_LENGTH } from '../wire/limits'
import type { HeaderList, RequestBody } from '../wire/records'
import {
  argument,
  byteLengthOf,
  byteLengthOfView,
  createList,
  decodeText,
  forEachHeader,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  getterOf,
  indexOf,
  isLocked,
  isView,
  NativeURL,
  ownKeys,
  signalOfRequest,
  sliceText,
  uncurry,
} from './natives'
import { peek } from './peek'

/** A request as the page stated it. */
export interface RequestFacts {
  method: string
  /** Absolute; '' where it could not be read without running the page's code; null where it is none. */
  url: string | null
  headers: HeaderList
  body: RequestBody
  signal: AbortSignal | null
}

const methodOf = getterOf(Request.prototype, 'method')
const urlOf = getterOf(Request.prototype, 'url')
const headersOf = getterOf(Request.prototype, 'headers')
/** Firefox has none. */
const bodyOf = 'body' in Request.prototype ? getterOf(Request.prototype, 'body') : null
const hrefOf = getterOf(URL.prototype, 'href')
const sizeOf = getterOf(Blob.prototype, 'size')
const baseOf = getterOf(Node.prototype, 'baseURI')
const paramsToText = uncurry(URLSearchParams.prototype.toString)
const forEachField = uncurry(FormData.prototype.forEach)
const toUpperCase = uncurry(String.prototype.toUpperCase)

/** The result of a native getter or method, or undefined where the object is not of its class. */
const attempt = <Result>(native: () => Result): Result | undefined => {
  try {
    return native()
  } catch {
    return undefined
  }
}

/** Reads what the arguments of a `fetch` call hold already. Runs no code of the page and consumes nothing. */
export const readRequest = (args: readonly unknown[]): RequestFacts => {
  const input = argument(args, 0)
  const options = argument(args, 1)
  const init = typeof options === 'object' && options !== null ? options : null
  const request = typeof input === 'object' && input !== null ? asRequest(input) : null
  const method = init && peek(init, 'method')
  const headers = init && peek(init, 'headers')
  const body = init && peek(init, 'body')
  return {
    method: typeof method === 'string' ? normaliseMethod(method) : request ? methodOf(request) : 'GET',
    url: request ? urlOf(request) : readUrl(input),
    headers: headers ? readHeaders(headers) : request ? readHeaders(headersOf(request)) : [],
    body:
      body !== undefined && body !== null
        ? readBody(body)
        : request
          ? readRequestBody(request)
          : { kind: 'none' },
    signal: readSignal(init, request),
  }
}

const asRequest = (input: object): Request | null =>
  attempt(() => methodOf(input as Request)) === undefined ? null : (input as Request)

/** [spec] Fetch 2.2.1: only these are put in upper case. */
const NORMALISED = ' DELETE GET HEAD OPTIONS POST PUT '

export const normaliseMethod = (method: string): string => {
  const upper = toUpperCase(method)
  return indexOf(NORMALISED, ` ${upper} `) < 0 ? sliceText(method, 0, STRING_LENGTH) : upper
}

export const documentBase = (): string => baseOf(document)

/** Null where `fetch` refuses the URL before it does anything. */
export const readUrl = (input: unknown, base = documentBase()): string | null => {
  if (typeof input === 'string') return attempt(() => hrefOf(new NativeURL(input, base))) ?? null
  return (typeof input === 'object' && input !== null && attempt(() => hrefOf(input as URL))) || ''
}

const readSignal = (init: object | null, request: Request | null): AbortSignal | null => {
  const signal = init && peek(init, 'signal')
  if (typeof signal === 'object' && signal !== null) return signal as AbortSignal
  return request && signalOfRequest(request)
}

const readHeaders = (headers: unknown): HeaderList => {
  const list = createList<readonly [string, string]>()
  const add = (name: unknown, value: unknown) => {
    if (list.length >= LIST_LENGTH || typeof name !== 'string' || typeof value !== 'string') return
    list[list.length] = [sliceText(name, 0, STRING_LENGTH), sliceText(value, 0, STRING_LENGTH)]
  }
  if (typeof headers !== 'object' || headers === null) return list
  const isHeaders =
    getPrototypeOf(headers) !== objectPrototype &&
    attempt(() => {
      forEachHeader(headers as Headers, (value, name) => add(name, value))
      return true
    })
  if (!isHeaders) readHeaderRecord(headers, add)
  return list
}

const { isArray } = Array
const objectPrototype = Object.prototype

const readHeaderRecord = (headers: object, add: (name: unknown, value: unknown) => void) => {
  if (isArray(headers)) {
    for (let i = 0; i < headers.length; i++) {
      const pair = peek(headers, i)
      if (isArray(pair)) add(peek(pair, 0), peek(pair, 1))
    }
    return
  }
  const keys = ownKeys(headers)
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]
    const descriptor = key === undefined ? undefined : getOwnPropertyDescriptor(headers, key)
    if (descriptor?.enumerable) add(key, toHeaderText(descriptor.value))
  }
}

export const toHeaderText = (value: unknown): unknown =>
  typeof value === 'number' || typeof value === 'boolean' ? `${value}` : value

const readRequestBody = (request: Request): RequestBody =>
  mayHaveBody(request) ? { kind: 'not-captured', type: 'Request', size: null } : { kind: 'none' }

/** [spec] Fetch 5.4: a GET or HEAD request cannot have a body. */
const mayHaveBody = (request: Request): boolean => {
  if (bodyOf) return Boolean(attempt(() => bodyOf(request)))
  const method = methodOf(request)
  return method !== 'GET' && method !== 'HEAD'
}

const textBody = (text: string): RequestBody => ({
  kind: 'text',
  text: sliceText(text, 0, REQUEST_TEXT_LENGTH),
  length: text.length,
})

export const readBody = (body: unknown): RequestBody => {
  if (typeof body === 'string') return textBody(body)
  if (typeof body !== 'object' || body === null) return textBody(`${typeof body === 'symbol' ? '' : body}`)
  const text = attempt(() => paramsToText(body as URLSearchParams))
  if (text !== undefined) return textBody(text)
  const names = createList<string>()
  const isForm = attempt(() => {
    forEachField(body as FormData, (_value, name) => {
      if (names.length < LIST_LENGTH) names[names.length] = sliceText(name, 0, STRING_LENGTH)
    })
    return true
  })
  if (isForm) return { kind: 'form-data', names }
  const size = attempt(() => sizeOf(body as Blob))
  if (size !== undefined) return { kind: 'not-captured', type: 'Blob', size }
  if (attempt(() => isLocked(body as ReadableStream)) !== undefined)
    return { kind: 'not-captured', type: 'ReadableStream', size: null }
  return readBuffer(body)
}

/** A buffer that holds UTF-8 is shown as its text. */
const readBuffer = (body: object): RequestBody => {
  const isBufferView = isView(body)
  const size = attempt(() => (isBufferView ? byteLengthOfView(body) : byteLengthOf(body as ArrayBuffer)))
  if (size === undefined) return { kind: 'not-captured', type: 'object', size: null }
  const text =
    size <= REQUEST_TEXT_LENGTH ? attempt(() => decodeText(body as ArrayBuffer | ArrayBufferView)) : undefined
  const type = isBufferView ? 'ArrayBufferView' : 'ArrayBuffer'
  return text === undefined ? { kind: 'not-captured', type, size } : textBody(text)
}
