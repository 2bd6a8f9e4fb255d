import {
  BATCH_RECORDS,
  LIST_LENGTH,
  PAGE_ERROR_LENGTH,
  REQUEST_TEXT_LENGTH,
  RUN_CHUNKS,
  STRING_LENGTH,
} from './limits'
import type {
  CaptureRecord,
  ChunksReceived,
  CloseReason,
  Consumer,
  DocumentInfo,
  DropReason,
  HeaderList,
  RequestBody,
  StreamSource,
} from './records'

type Unknowns = Readonly<Record<string, unknown>>
type Check = (value: unknown) => boolean

export const isObject = (value: unknown): value is Unknowns =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isString: Check = value => typeof value === 'string' && value.length <= STRING_LENGTH
/** Times, sizes and counts: finite and not negative. */
export const isCount = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER
const isFlag: Check = value => typeof value === 'boolean'

const isOneOf =
  <T extends string>(members: Readonly<Record<T, true>>) =>
  (value: unknown): value is T =>
    typeof value === 'string' && Object.hasOwn(members, value)

const isSource = isOneOf<StreamSource>({ fetch: true, 'event-source': true, xhr: true, unknown: true })
const isCloseReason = isOneOf<CloseReason>({
  complete: true,
  failed: true,
  aborted: true,
  cancelled: true,
  'timed-out': true,
  closed: true,
  lost: true,
  refused: true,
})
const isDropReason = isOneOf<DropReason>({
  'stream-limit': true,
  'document-limit': true,
  'session-limit': true,
  unreadable: true,
  'recording-off': true,
})
const isConsumer = isOneOf<Consumer>({
  reader: true,
  'byob-reader': true,
  'async-iterator': true,
  pipe: true,
  text: true,
  json: true,
  'array-buffer': true,
  bytes: true,
  blob: true,
  dispatch: true,
  'xhr-text': true,
  'xhr-result': true,
  'devtools-events': true,
  'devtools-body': true,
  'devtools-timed-body': true,
  'dispatch-body': true,
})

const isOptional =
  (check: Check): Check =>
  value =>
    value === undefined || check(value)

const isList = (value: unknown, isMember: Check, most: number): boolean =>
  Array.isArray(value) && value.length <= most && value.every(isMember)

const isHeader: Check = value =>
  Array.isArray(value) && value.length === 2 && isString(value[0]) && isString(value[1])
const isHeaders = (value: unknown): value is HeaderList => isList(value, isHeader, LIST_LENGTH)

const isBody = (value: unknown): value is RequestBody => {
  if (!isObject(value)) return false
  switch (value.kind) {
    case 'none':
      return true
    case 'text':
      return (
        typeof value.text === 'string' && value.text.length <= REQUEST_TEXT_LENGTH && isCount(value.length)
      )
    case 'form-data':
      return isList(value.names, isString, LIST_LENGTH)
    case 'not-captured':
      return isString(value.type) && (value.size === null || isCount(value.size))
    default:
      return false
  }
}

/** Bytes from another realm are not `instanceof Uint8Array` here. */
const isBytes = (value: unknown): value is Uint8Array =>
  ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === '[object Uint8Array]'

const isNumbers = (value: unknown): value is ArrayLike<number> =>
  (Array.isArray(value) || ArrayBuffer.isView(value)) && 'length' in value

const isRun = (value: Unknowns): boolean => {
  const { times, sizes, bytes } = value
  if (!isNumbers(times) || !isNumbers(sizes) || !isBytes(bytes) || !isConsumer(value.consumer)) return false
  if (times.length !== sizes.length || times.length === 0 || times.length > RUN_CHUNKS) return false
  let total = 0
  for (let i = 0; i < sizes.length; i++) {
    const size = sizes[i]
    if (!isCount(size) || !Number.isInteger(size) || !isCount(times[i])) return false
    total += size
  }
  const isPlainRun = value.continues === undefined || value.continues === true
  return isPlainRun && (bytes.length === 0 || bytes.length === total)
}

const checks: Readonly<Record<CaptureRecord['kind'], (value: Unknowns) => boolean>> = {
  'stream-opened': value =>
    isCount(value.at) &&
    isSource(value.source) &&
    isString(value.method) &&
    isString(value.url) &&
    isHeaders(value.headers) &&
    isBody(value.body) &&
    (value.observer === undefined || value.observer === 'devtools') &&
    isOptional(isCount)(value.follows) &&
    isOptional(isString)(value.lastEventId),
  'connection-opened': value => isCount(value.at),
  'response-received': value =>
    isCount(value.at) &&
    isString(value.url) &&
    isCount(value.status) &&
    isString(value.statusText) &&
    isHeaders(value.headers) &&
    isString(value.responseType) &&
    isFlag(value.redirected),
  'chunks-received': isRun,
  'stream-closed': value => isCount(value.at) && isCloseReason(value.reason) && isString(value.message),
  'records-dropped': value =>
    isCount(value.at) && isDropReason(value.reason) && isCount(value.chunks) && isCount(value.bytes),
  'stream-restated': value => isCount(value.at) && isCount(value.chunks),
  'exchange-listed': value =>
    isCount(value.at) &&
    isString(value.httpVersion) &&
    isHeaders(value.requestHeaders) &&
    isHeaders(value.responseHeaders),
  'page-error': value =>
    isCount(value.at) &&
    isCount(value.chunkAt) &&
    value.chunkAt <= value.at &&
    typeof value.message === 'string' &&
    value.message.length <= PAGE_ERROR_LENGTH,
  'capture-fault': value => isCount(value.at) && isString(value.where) && isString(value.message),
}

/** Whether a value from outside is a capture record of the right shape and within the limits. */
export const isRecord = (value: unknown): value is CaptureRecord => {
  if (!isObject(value) || typeof value.kind !== 'string' || !Object.hasOwn(checks, value.kind)) return false
  const isNamed = isCount(value.streamId) || (value.kind === 'capture-fault' && value.streamId === null)
  return isNamed && checks[value.kind as CaptureRecord['kind']](value)
}

export const isRecords = (value: unknown): value is readonly CaptureRecord[] =>
  isList(value, isRecord, BATCH_RECORDS)

export const isDocumentInfo = (value: unknown): value is DocumentInfo =>
  isObject(value) &&
  isString(value.id) &&
  isString(value.url) &&
  isCount(value.openedAt) &&
  isFlag(value.isTopFrame) &&
  isString(value.origin) &&
  isString(value.frameName)

/** Drops the bytes of a run and keeps its times and sizes. */
export const withoutBytes = (run: ChunksReceived): ChunksReceived => ({ ...run, bytes: new Uint8Array(0) })
