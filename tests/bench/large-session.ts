import { createSession } from '../../lib/session/session'
import type { Session } from '../../lib/session/types'
import { documentInfo, opened, responded } from '../unit/session/recording'
import { threadTime } from './driven-panel'

/** Bytes of every event, its empty line included. */
export const EVENT_SIZE = 200

/** Chunks that reach the panel at once, one event each. */
export const RUN = 100

const NO_LIMITS = { streamBytes: 4e9, sessionBytes: 4e9 }
const encoder = new TextEncoder()

/** One event of a chat; of a hundred, one has a word that the others do not. */
const eventText = (index: number): string => {
  const word = index % 100 === 99 ? 'needle' : 'straws'
  const head = `id: ${index}\nevent: ${index % 10 === 0 ? 'ping' : 'delta'}\ndata: `
  const json = `{"n":${index},"choices":[{"index":0,"delta":{"content":" ${word}"}}],"pad":"`
  return `${head}${json}${'x'.repeat(EVENT_SIZE - head.length - json.length - 4)}"}\n\n`
}

/** The events of a run, one after the other. */
export const runBytes = (first: number): Uint8Array => {
  let text = ''
  for (let index = first; index < first + RUN; index++) text += eventText(index)
  return encoder.encode(text)
}

const SIZES = new Array<number>(RUN).fill(EVENT_SIZE)

/** A chunk every hundredth of a millisecond. */
export const appendRun = (session: Session, streamId: number, first: number, bytes: Uint8Array): void =>
  session.append('doc', {
    kind: 'chunks-received',
    streamId,
    times: SIZES.map((_, at) => 2000 + (first + at) / 100),
    sizes: SIZES,
    bytes,
    consumer: 'reader',
  })

export const openStream = (session: Session, streamId: number): void => {
  session.append('doc', opened(streamId))
  session.append('doc', responded(streamId))
}

const closeStream = (session: Session, streamId: number): void =>
  session.append('doc', { kind: 'stream-closed', streamId, at: 20_000, reason: 'complete', message: '' })

export const emptySession = (): Session => {
  const session = createSession(NO_LIMITS)
  session.openDocument(documentInfo())
  return session
}

/** Streams of so many events each, one event a chunk; only the last is still open. */
export const largeSession = (streams: number, events: number): Session => {
  const session = emptySession()
  for (let id = 1; id <= streams; id++) {
    openStream(session, id)
    for (let first = 0; first < events; first += RUN) appendRun(session, id, first, runBytes(first))
    if (id < streams) closeStream(session, id)
  }
  return session
}

/** Milliseconds to look at every byte of a session once and count its lines: what nothing can be faster than. */
export const plainScan = (session: Session): number => {
  let lines = 0
  const start = threadTime()
  for (const { bytes } of session.streams) {
    for (let from = 0; from < bytes.length; from += 65_536) {
      const part = bytes.slice(from, from + 65_536) ?? new Uint8Array()
      for (let at = 0; at < part.length; at++) if (part[at] === 0x0a) lines++
    }
  }
  const time = threadTime() - start
  if (lines === 0) throw new Error('There was nothing to look at.')
  return time
}
