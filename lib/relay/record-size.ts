import type { CaptureRecord } from '../wire/records'
import type { ByteCount } from '../wire/units'

/** About what an object with a few fields takes. */
const RECORD_SIZE = 120

/** Estimated memory of a record. */
export const sizeOf = (record: CaptureRecord): ByteCount => {
  switch (record.kind) {
    case 'chunks-received':
      return RECORD_SIZE + record.bytes.length + 12 * record.times.length
    case 'stream-opened':
      return RECORD_SIZE + 2 * (record.url.length + textLength(record.headers)) + bodySize(record.body)
    case 'response-received':
      return RECORD_SIZE + 2 * (record.url.length + textLength(record.headers))
    case 'exchange-listed':
      return RECORD_SIZE + 2 * (textLength(record.requestHeaders) + textLength(record.responseHeaders))
    case 'page-error':
      return RECORD_SIZE + 2 * record.message.length
    default:
      return RECORD_SIZE
  }
}

const textLength = (headers: readonly (readonly [string, string])[]): number =>
  headers.reduce((total, [name, value]) => total + name.length + value.length, 0)

const bodySize = (body: { kind: string; text?: string }): ByteCount => 2 * (body.text?.length ?? 0)
