import type { DocumentInfo } from '../wire/records'
import type { DocumentId, EpochMilliseconds, StreamId } from '../wire/units'
import { headerOf, type NetworkEntry } from './entry'
import type { NetworkSession } from './session-view'

/** The documents under which streams stand that no page saw: one for each script that asks for them. */
export interface OwnDocuments {
  /** A place for a new stream. */
  place(entry: NetworkEntry): { documentId: DocumentId; streamId: StreamId }
  /** They went away with their page. */
  leave(at: EpochMilliseconds): void
}

interface OwnDocument {
  id: DocumentId
  streams: number
}

export const createOwnDocuments = (session: NetworkSession): OwnDocuments => {
  const current = new Map<string, OwnDocument>()
  let opened = 0

  const open = (url: string, openedAt: EpochMilliseconds): OwnDocument => {
    const document: OwnDocument = { id: `devtools-${++opened}`, streams: 0 }
    current.set(url, document)
    session.openDocument(infoOf(document.id, url, openedAt))
    return document
  }

  return {
    place: entry => {
      const url = scriptOf(entry)
      const document = current.get(url) ?? open(url, entry.startedAt)
      return { documentId: document.id, streamId: ++document.streams }
    },
    leave: at => {
      for (const { id } of current.values()) session.leaveDocument(id, at)
      current.clear()
    },
  }
}

/** The worker's script, as far as that is told: the stack names it, else the referrer, which workers may hide. */
const scriptOf = ({ initiator, requestHeaders }: NetworkEntry): string =>
  initiator || headerOf(requestHeaders, 'referer')

/** The time origin of a worker is not told: that of its first stream stands for it. */
const infoOf = (id: DocumentId, url: string, openedAt: EpochMilliseconds): DocumentInfo => ({
  id,
  url,
  openedAt,
  isTopFrame: false,
  origin: originOf(url),
  frameName: '',
})

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : 'null')

/** The origin of what asked; 'null' where that is not told. */
export const askerOf = (entry: NetworkEntry): string => originOf(scriptOf(entry))
