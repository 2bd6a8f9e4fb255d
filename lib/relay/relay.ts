import { isRecord } from '../wire/guards'
import type { CaptureCommand } from '../wire/handshake'
import { ATTACHED_LOG_BYTES, BATCH_RECORDS, DOCUMENT_LOG_BYTES } from '../wire/limits'
import { encodeRelayMessage, isRecorderMessage, type RecorderMessage } from '../wire/messages'
import type { CaptureRecord, DocumentInfo } from '../wire/records'
import type { ByteCount, EpochMilliseconds } from '../wire/units'
import type { RelayChannel } from './channel'
import { createRelayLog } from './log'
import { toDrop } from './reduce'
import { createReplay, type Replay } from './replay'

/** A way to one recorder, as the transport gives it. */
export interface RelayLink {
  send(message: object): void
  onMessage(handler: (message: unknown) => void): void
  onClose(handler: () => void): void
}

/** What the settings mean for one document. */
export interface RelayPolicy {
  /** Nothing of this document is recorded or kept. */
  isIgnored: boolean
  /** While no recorder is there: go on, or pause; `drop` also lets go of what came before one was there. */
  early: 'record' | 'pause' | 'drop'
  earlyBytes: ByteCount
  attachedBytes: ByteCount
}

export interface RelayOptions {
  document: DocumentInfo
  channel: RelayChannel
  now: () => EpochMilliseconds
  /** Whether the extension that this relay belongs to is still there. */
  isAlive: () => boolean
}

/** The recorder side of one document: keeps its records and gives each link what it lacks. */
export interface Relay {
  attach(link: RelayLink): void
  setPolicy(policy: RelayPolicy): void
}

/** Holds until the settings are known, which takes some milliseconds. */
const FIRST_POLICY: RelayPolicy = {
  isIgnored: false,
  early: 'record',
  earlyBytes: DOCUMENT_LOG_BYTES,
  attachedBytes: ATTACHED_LOG_BYTES,
}

export const createRelay = ({ document, channel, now, isAlive }: RelayOptions): Relay => {
  const log = createRelayLog(FIRST_POLICY.earlyBytes)
  const replays = new Set<Replay>()
  const check = createBatchCheck(now)
  let policy = FIRST_POLICY
  let isWanted = true
  let command: CaptureCommand = 'record'

  const isDropping = () => replays.size === 0 && policy.early === 'drop'
  const isRecording = () =>
    !policy.isIgnored && isAlive() && (replays.size > 0 ? isWanted : policy.early === 'record')

  /** Brings capture and the log in line with what holds now. */
  const comply = () => {
    const wanted = isRecording() ? 'record' : 'pause'
    if (wanted !== command) channel.send(wanted)
    command = wanted
    log.setLimit(replays.size > 0 ? policy.attachedBytes : policy.earlyBytes)
    // Without the extension nobody will ever ask for it.
    if (policy.isIgnored || !isAlive()) log.forget(log.end)
  }

  channel.onRecords(batch => {
    if (!isAlive()) return comply()
    for (const record of check(batch))
      log.append(isDropping() && record.kind === 'chunks-received' ? toDrop(record, 'recording-off') : record)
    if (policy.isIgnored) log.forget(log.end)
    for (const replay of replays) replay.pump()
  })

  const follow = (message: RecorderMessage, replay: Replay) => {
    if (message.kind === 'acknowledge') return replay.acknowledge(message.next)
    if (message.kind === 'clear') return log.forget(message.before)
    isWanted = message.recording
    comply()
    if (message.kind === 'resume') replay.start(message.recording ? message.next : log.end)
  }

  return {
    attach: link => {
      const replay = createReplay(log, records =>
        link.send(encodeRelayMessage(document, records, policy.isIgnored)),
      )
      replays.add(replay)
      isWanted = true
      comply()
      link.onMessage(message => {
        if (isRecorderMessage(message)) follow(message, replay)
      })
      link.onClose(() => {
        replays.delete(replay)
        comply()
      })
    },
    setPolicy: next => {
      const isOther = next.isIgnored !== policy.isIgnored
      policy = next
      if (isDropping()) log.dropChunks('recording-off')
      comply()
      if (isOther) for (const replay of replays) replay.announce()
    },
  }
}

/** A page that floods is told of by then. */
const MOST_REFUSALS = 100

/** The page shares a realm with capture, so what comes from there is checked here, once, before it is kept. */
const createBatchCheck = (now: () => EpochMilliseconds) => {
  let refusals = 0
  const refuse = (what: string): readonly CaptureRecord[] => {
    if (++refusals > MOST_REFUSALS) return []
    const message = `A ${what} of a wrong shape or size was refused.`
    return [{ kind: 'capture-fault', streamId: null, at: now(), where: 'relay', message }]
  }
  return (batch: unknown): readonly CaptureRecord[] => {
    if (!Array.isArray(batch) || batch.length > BATCH_RECORDS) return refuse('batch')
    const records = batch.filter(isRecord)
    return records.length === batch.length ? records : [...records, ...refuse('record')]
  }
}
