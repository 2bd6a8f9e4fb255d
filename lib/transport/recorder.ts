import { decodeRelayMessage, type NumberedRecord, type RecorderMessage } from '../wire/messages'
import type { CaptureRecord, DocumentInfo } from '../wire/records'
import type { DocumentId, EpochMilliseconds, SequenceNumber } from '../wire/units'
import type { Link } from './link'

/** What the recorder fills: the session. */
export interface RecordSink {
  openDocument(document: DocumentInfo): void
  append(documentId: DocumentId, record: CaptureRecord): void
  leaveDocument(documentId: DocumentId, at: EpochMilliseconds): void
  clear(isPast?: (document: DocumentInfo) => boolean): void
}

/** What the browser, not the page, says of the document at the other end. */
export type DocumentIdentity = Pick<DocumentInfo, 'id' | 'isTopFrame'>

/** A document at the other end of a link that has said what it is. */
export interface ConnectedDocument {
  document: DocumentInfo
  /** Its origin is on the ignore list: it gives no records. */
  isIgnored: boolean
}

export interface Recorder {
  isConnected(id: DocumentId): boolean
  connect(link: Link, identity: DocumentIdentity): void
  setRecording(isOn: boolean): void
  /** The sink was emptied: the relays forget what they hold of it. */
  clear(): void
}

export interface RecorderOptions {
  sink: RecordSink
  now: () => EpochMilliseconds
  /** Whether documents of earlier pages stay in the sink when the tab shows another one. */
  keepsPast: () => boolean
  /** Called when the tab shows a page, the first one too, before the sink learns of it. */
  onPage?: (openedAt: EpochMilliseconds) => void
  /** Called when the sink was emptied. */
  onClear?: () => void
  /** Called when documents come, go, or are ignored or no longer ignored. */
  onDocuments?: (documents: readonly ConnectedDocument[]) => void
}

/**
 * Takes the records of all documents of one tab, each once: to every link it says how far it has come, and the relay
 * sends the rest. What the sink has let go of is asked for again when its document comes back.
 */
export const createRecorder = (options: RecorderOptions): Recorder => {
  const { sink, now, keepsPast, onPage = () => {}, onClear = () => {}, onDocuments = () => {} } = options
  /** How far each document of the sink has come. */
  const progress = new Map<DocumentId, SequenceNumber>()
  const connected = new Map<DocumentId, Link>()
  const documents = new Map<DocumentId, ConnectedDocument>()
  let isRecording = true

  const take = ({ id }: DocumentIdentity, records: readonly NumberedRecord[]) => {
    for (const { sequence, record } of records) {
      const next = progress.get(id)
      // A page that is past may still have something under way: nobody waits for it.
      if (next === undefined || sequence < next) continue
      progress.set(id, sequence + 1)
      sink.append(id, record)
    }
  }

  const letGo = (isPast: (document: DocumentInfo) => boolean) =>
    sink.clear(document => {
      const isGone = isPast(document)
      if (isGone) progress.delete(document.id)
      return isGone
    })

  /**
   * The frames of a page may say hello before it does, and the page before may still be connected; a page that comes
   * back from the back/forward cache is older than the one it takes the place of.
   */
  const welcome = (document: DocumentInfo) => {
    const isPast = (other: DocumentInfo) =>
      other.id !== document.id &&
      (other.isTopFrame || !connected.has(other.id) || other.openedAt < document.openedAt)
    if (document.isTopFrame) onPage(document.openedAt)
    if (document.isTopFrame && !keepsPast()) letGo(isPast)
    if (!progress.has(document.id)) progress.set(document.id, 0)
    sink.openDocument(document)
  }

  /** Follows what a message says of its document; `known` is what the message before said. */
  const place = (document: DocumentInfo, isIgnored: boolean, known: ConnectedDocument | undefined) => {
    if (known?.isIgnored === isIgnored) return
    welcome(document)
    if (isIgnored) letGo(other => other.id === document.id)
    documents.set(document.id, { document, isIgnored })
    onDocuments([...documents.values()])
  }

  const refuse = (identity: DocumentIdentity, message: string) =>
    sink.append(identity.id, { kind: 'capture-fault', streamId: null, at: now(), where: 'recorder', message })

  return {
    isConnected: id => connected.has(id),
    connect: (link, identity) => {
      const { id } = identity
      const reply = (message: RecorderMessage) => link.send(message)
      connected.set(id, link)
      link.onMessage(received => {
        const message = decodeRelayMessage(received)
        if (message) {
          place({ ...message.document, ...identity }, message.isIgnored ?? false, documents.get(id))
          take(identity, message.records)
        }
        if (!message || message.refused > 0)
          refuse(identity, 'Records of a wrong shape or size were refused.')
        reply({ kind: 'acknowledge', next: progress.get(id) ?? 0 })
      })
      link.onClose(() => {
        connected.delete(id)
        sink.leaveDocument(id, now())
        if (documents.delete(id)) onDocuments([...documents.values()])
      })
      reply({ kind: 'resume', next: progress.get(id) ?? 0, recording: isRecording })
    },
    setRecording: isOn => {
      isRecording = isOn
      for (const link of connected.values()) link.send({ kind: 'set-recording', recording: isOn })
    },
    clear: () => {
      onClear()
      for (const [id, link] of connected) link.send({ kind: 'clear', before: progress.get(id) ?? 0 })
    },
  }
}
