import { STRING_LENGTH } from '../wire/limits'
import type { EpochMilliseconds, StreamId } from '../wire/units'
import { writeEvent } from './event-source-text'
import { encodeToCopy, sliceText } from './natives'
import type { Outbox } from './outbox'
import { createWatch, type Watch } from './watch'

/** The connections of one EventSource, one after the other. Each is a stream of its own. */
export interface Chain {
  /** The stream of the connection at hand; null where it is not recorded. */
  readonly streamId: StreamId | null
  open(at: EpochMilliseconds): void
  dispatch(at: EpochMilliseconds, type: string, data: string, lastEventId: string): void
  /** The connection is gone and the browser takes it up again. */
  lose(at: EpochMilliseconds): void
  /** It failed for good. */
  refuse(): void
  /** The page called `close()`. */
  close(): void
}

export interface ChainOptions {
  url: string
  isConnecting: () => boolean
  /** Calls back soon, in a task of its own. */
  schedule: (callback: () => void) => void
  outbox: Outbox
  recording: { isOn: boolean }
  nextId: () => StreamId
  bodiesOut: { count: number }
}

export const createChain = (begun: EpochMilliseconds, options: ChainOptions): Chain => {
  const { isConnecting, schedule, outbox, recording, nextId, bodiesOut } = options
  const url = sliceText(options.url, 0, STRING_LENGTH)
  let watch: Watch | null = null
  let successor: { at: EpochMilliseconds; follows: StreamId | undefined } | null = null
  /**
   * As the last event showed it that was seen. An id in a block without data, or of an event that nobody listens for,
   * comes with no event to show it; whether the browser sends such an id is for the server to see.
   */
  let lastEventId = ''
  let writtenId = ''

  const connect = (at: EpochMilliseconds, follows?: StreamId) => {
    watch = null
    if (!recording.isOn) return
    const id = nextId()
    const opened = {
      kind: 'stream-opened',
      streamId: id,
      at,
      source: 'event-source',
      method: 'GET',
      url,
      headers: [],
      body: { kind: 'none' },
      lastEventId: sliceText(lastEventId, 0, STRING_LENGTH),
    } as const
    outbox.add(follows === undefined ? opened : { ...opened, follows })
    watch = createWatch({ id, outbox, signal: null, recording, bodiesOut })
    // What is in force already was not sent on this connection.
    writtenId = lastEventId
  }

  /**
   * The new connection counts from the `error` on: from then the EventSource is connecting, as its `readyState` says.
   * When the browser has waited for the reconnection time and sends the request cannot be seen. The connection is told
   * one task later, since a page may close the EventSource in its own `error` listener: then none was ever begun.
   */
  const succeed = () => {
    if (!successor) return
    const { at, follows } = successor
    successor = null
    connect(at, follows)
  }

  connect(begun)
  return {
    get streamId() {
      return watch ? watch.id : null
    },
    open: at => {
      succeed()
      if (watch) outbox.add({ kind: 'connection-opened', streamId: watch.id, at })
    },
    dispatch: (at, type, data, id) => {
      const text = writeEvent(type, data, id === writtenId ? null : id)
      lastEventId = id
      // What is not recorded now leaves a gap; the next event that is says its id again.
      if (recording.isOn) writtenId = id
      watch?.root().chunk(encodeToCopy(text), 'dispatch', at)
    },
    lose: at => {
      succeed()
      watch?.close('lost', '')
      successor = { at, follows: watch?.id }
      schedule(() => {
        if (isConnecting()) succeed()
      })
    },
    refuse: () => {
      succeed()
      watch?.close('refused', '')
    },
    close: () => {
      successor = null
      watch?.close('closed', '')
    },
  }
}
