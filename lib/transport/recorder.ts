import { decodeRelayMessage, type NumberedRecord, type RecorderMessage } from '../wire/messages'
import type { CaptureRecord, DocumentInfo } from '../wire/records'
import type { DocumentId, EpochMilliseconds, SequenceNumber } from '../wire/units'
import type { Link } from './link'

/** What the recorder fills: the session. */
export interface RecordSink {
  openDocument(document: DocumentInfo): void
  append(documentId: DocumentId, record: CaptureRecord): void
  leaveDocument(documentId: DocumentId, at: EpochMilliseconds): void
}

/** What the browser, not the page, says of the document at the other end. */
export type DocumentIdentity = Pick<DocumentInfo, 'id' | 'isTopFrame'>

export interface Recorder {
  isConnected(id: DocumentId): boolean
  connect(link: Link, identity: DocumentIdentity): void
  setRecording(isOn: boolean): void
}

export interface RecorderOptions {
  sink: RecordSink
  now: () => EpochMilliseconds
  /** The tab shows another page; called before its first record. Documents of the page before are past. */
  onPageChange: (isPast: (document: DocumentInfo) => boolean) => void
}

/**
 * Takes the records of all documents of one tab, each once: to every link it says how far it has come, and the relay
 * sends the rest.
 */
export const createRecorder = ({ sink, now, onPageChange }: RecorderOptions): Recorder => {
  const progress = new Map<DocumentId, SequenceNumber>()
  const connected = new Map<DocumentId, Link>()
  let isRecording = true

  const take = (identity: DocumentIdentity, records: readonly NumberedRecord[]) => {
    for (const { sequence, record } of records) {
      if (sequence < (progress.get(identity.id) ?? 0)) continue
      progress.set(identity.id, sequence + 1)
      sink.append(identity.id, record)
    }
  }

  /** The frames of a page may say hello before it does, and the page before may still be connected. */
  const welcome = (document: DocumentInfo) => {
    const isPast = (other: DocumentInfo) =>
      other.id !== document.id && (!connected.has(other.id) || other.openedAt < document.openedAt)
    if (document.isTopFrame) onPageChange(isPast)
    if (!progress.has(document.id)) progress.set(document.id, 0)
    sink.openDocument(document)
  }

  const refuse = (identity: DocumentIdentity, message: string) =>
    sink.append(identity.id, { kind: 'capture-fault', streamId: null, at: now(), where: 'recorder', message })

  return {
    isConnected: id => connected.has(id),
    connect: (link, identity) => {
      let isWelcome = false
      const reply = (message: RecorderMessage) => link.send(message)
      connected.set(identity.id, link)
      link.onMessage(received => {
        const message = decodeRelayMessage(received)
        if (message && !isWelcome) {
          isWelcome = true
          welcome({ ...message.document, ...identity })
        }
        if (message) take(identity, message.records)
        if (!message || message.refused > 0)
          refuse(identity, 'Records of a wrong shape or size were refused.')
        reply({ kind: 'acknowledge', next: progress.get(identity.id) ?? 0 })
      })
      link.onClose(() => {
        connected.delete(identity.id)
        sink.leaveDocument(identity.id, now())
      })
      reply({ kind: 'resume', next: progress.get(identity.id) ?? 0, recording: isRecording })
    },
    setRecording: isOn => {
      isRecording = isOn
      for (const link of connected.values()) link.send({ kind: 'set-recording', recording: isOn })
    },
  }
}
