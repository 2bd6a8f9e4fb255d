import { fromBase64, toBase64 } from './base64'
import { isCount, isDocumentInfo, isObject, isRecord } from './guards'
import { BATCH_RECORDS } from './limits'
import type { CaptureRecord, DocumentInfo } from './records'
import type { SequenceNumber } from './units'

/** Goes up when the meaning of a message changes; relays and recorders of different builds refuse each other. */
export const WIRE_VERSION = 2

/** A record with its place in the document's log. Numbers rise; a gap means that records were merged. */
export interface NumberedRecord {
  sequence: SequenceNumber
  record: CaptureRecord
}

/** Relay to recorder. Safe as JSON: bytes travel as base64, runs of numbers as arrays. */
export interface RelayMessage {
  version: typeof WIRE_VERSION
  document: DocumentInfo
  records: readonly NumberedRecord[]
  /** The document's origin is on the ignore list: nothing of it is kept. */
  isIgnored?: true
}

/**
 * Recorder to relay. `resume` asks for everything from `next` on; `acknowledge` tells what has arrived; `clear` that
 * nobody wants what stands before `before`, nor the rest of the streams that began there.
 */
export type RecorderMessage =
  | { kind: 'resume'; next: SequenceNumber; recording: boolean }
  | { kind: 'acknowledge'; next: SequenceNumber }
  | { kind: 'set-recording'; recording: boolean }
  | { kind: 'clear'; before: SequenceNumber }

export const encodeRelayMessage = (
  document: DocumentInfo,
  records: readonly NumberedRecord[],
  isIgnored = false,
): object => ({
  version: WIRE_VERSION,
  document,
  records: records.map(({ sequence, record }) => ({ sequence, record: encodeRecord(record) })),
  ...(isIgnored ? { isIgnored } : {}),
})

const encodeRecord = (record: CaptureRecord): object =>
  record.kind === 'chunks-received'
    ? {
        ...record,
        times: Array.from(record.times),
        sizes: Array.from(record.sizes),
        bytes: toBase64(record.bytes),
      }
    : record

/** Null where the value is not a message of this version; single records that do not fit are refused alone. */
export const decodeRelayMessage = (value: unknown): (RelayMessage & { refused: number }) | null => {
  if (!isObject(value) || value.version !== WIRE_VERSION || !isDocumentInfo(value.document)) return null
  if (!Array.isArray(value.records) || value.records.length > BATCH_RECORDS) return null
  const records = value.records.map(decodeNumbered).filter(record => record !== null)
  return {
    version: WIRE_VERSION,
    document: value.document,
    records,
    ...(value.isIgnored === true ? { isIgnored: true } : {}),
    refused: value.records.length - records.length,
  }
}

const decodeNumbered = (value: unknown): NumberedRecord | null => {
  if (!isObject(value) || !isCount(value.sequence)) return null
  const record = decodeBytes(value.record)
  return isRecord(record) ? { sequence: value.sequence, record } : null
}

const decodeBytes = (value: unknown): unknown => {
  if (!isObject(value) || typeof value.bytes !== 'string') return value
  try {
    return { ...value, bytes: fromBase64(value.bytes) }
  } catch {
    return null
  }
}

export const isRecorderMessage = (value: unknown): value is RecorderMessage => {
  if (!isObject(value)) return false
  switch (value.kind) {
    case 'resume':
      return isCount(value.next) && typeof value.recording === 'boolean'
    case 'acknowledge':
      return isCount(value.next)
    case 'set-recording':
      return typeof value.recording === 'boolean'
    case 'clear':
      return isCount(value.before)
    default:
      return false
  }
}
