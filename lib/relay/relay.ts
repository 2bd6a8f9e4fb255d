import { isRecord } from '../wire/guards'
import { ATTACHED_LOG_BYTES, BATCH_RECORDS, DOCUMENT_LOG_BYTES } from '../wire/limits'
import { encodeRelayMessage, isRecorderMessage, type RecorderMessage } from '../wire/messages'
import type { CaptureRecord, DocumentInfo } from '../wire/records'
import type { EpochMilliseconds } from '../wire/units'
import type { RelayChannel } from './channel'
import { createRelayLog } from './log'
import { createReplay, type Replay } from './replay'

/** A way to one recorder, as the transport gives it. */
export interface RelayLink {
  send(message: object): void
  onMessage(handler: (message: unknown) => void): void
  onClose(handler: () => void): void
}

export interface RelayOptions {
  document: DocumentInfo
  channel: RelayChannel
  now: () => EpochMilliseconds
}

/** The recorder side of one document: keeps its records and gives each link what it lacks. */
export interface Relay {
  attach(link: RelayLink): void
}

export const createRelay = ({ document, channel, now }: RelayOptions): Relay => {
  const log = createRelayLog(DOCUMENT_LOG_BYTES)
  const replays = new Set<Replay>()

  channel.onRecords(batch => {
    for (const record of checkBatch(batch, now)) log.append(record)
    for (const replay of replays) replay.pump()
  })

  const setRecording = (recording: boolean) => channel.send(recording ? 'record' : 'pause')

  const detach = (replay: Replay) => {
    replays.delete(replay)
    if (replays.size > 0) return
    log.setLimit(DOCUMENT_LOG_BYTES)
    setRecording(true)
  }

  const follow = (message: RecorderMessage, replay: Replay) => {
    if (message.kind === 'acknowledge') return replay.acknowledge(message.next)
    setRecording(message.recording)
    if (message.kind === 'resume') replay.start(message.recording ? message.next : log.end)
  }

  return {
    attach: link => {
      const replay = createReplay(log, records => link.send(encodeRelayMessage(document, records)))
      replays.add(replay)
      log.setLimit(ATTACHED_LOG_BYTES)
      link.onMessage(message => {
        if (isRecorderMessage(message)) follow(message, replay)
      })
      link.onClose(() => detach(replay))
    },
  }
}

/** The page shares a realm with capture, so what comes from there is checked here, once, before it is kept. */
const checkBatch = (batch: unknown, now: () => EpochMilliseconds): readonly CaptureRecord[] => {
  if (!Array.isArray(batch) || batch.length > BATCH_RECORDS) return [refusal('batch', now)]
  const records = batch.filter(isRecord)
  return records.length === batch.length ? records : [...records, refusal('record', now)]
}

const refusal = (what: string, now: () => EpochMilliseconds): CaptureRecord => ({
  kind: 'capture-fault',
  streamId: null,
  at: now(),
  where: 'relay',
  message: `A ${what} of a wrong shape or size was refused.`,
})
