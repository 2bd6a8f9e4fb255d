import type { ByteStore, ChunkTable, Session, Stream } from '../session/types'

/** What of a recorded stream is looked at to find it in DevTools' list and to complete it. */
export interface ObservedStream
  extends Pick<Stream, 'key' | 'document' | 'opened' | 'response' | 'closed' | 'state'> {
  readonly chunks: Pick<ChunkTable, 'length' | 'time' | 'offset' | 'size' | 'consumer'>
  readonly bytes: Pick<ByteStore, 'length' | 'slice' | 'holes'>
}

/** What of the session is read and written here. */
export interface NetworkSession
  extends Pick<Session, 'openDocument' | 'append' | 'leaveDocument' | 'subscribe'> {
  readonly streams: readonly ObservedStream[]
}
