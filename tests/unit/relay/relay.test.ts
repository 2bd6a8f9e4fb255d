import { expect, test } from 'vitest'
import type { RelayChannel } from '../../../lib/relay/channel'
import { createRelay, type RelayLink, type RelayPolicy } from '../../../lib/relay/relay'
import { decodeRelayMessage, type RecorderMessage } from '../../../lib/wire/messages'
import { chunk, closed, opened } from './builders'

const openRelay = () => {
  let emit: (records: unknown) => void = () => {}
  const commands: string[] = []
  const channel: RelayChannel = {
    onRecords: handler => {
      emit = handler
    },
    send: command => commands.push(command),
  }
  const document = {
    id: 'd',
    url: 'https://a.test/',
    openedAt: 0,
    isTopFrame: true,
    origin: 'https://a.test',
    frameName: '',
  }
  const extension = { isAlive: true }
  const relay = createRelay({ document, channel, now: () => 5, isAlive: () => extension.isAlive })
  return {
    relay,
    extension,
    commands,
    set: (policy: Partial<RelayPolicy>) =>
      relay.setPolicy({
        isIgnored: false,
        early: 'record',
        earlyBytes: 8_000_000,
        attachedBytes: 8_000_000,
        ...policy,
      }),
    emit: (...records: unknown[]) => emit(records),
    emitRaw: (value: unknown) => emit(value),
  }
}

const openLink = () => {
  let receive: (message: unknown) => void = () => {}
  let shut: () => void = () => {}
  const messages: object[] = []
  const link: RelayLink = {
    send: message => messages.push(JSON.parse(JSON.stringify(message))),
    onMessage: handler => {
      receive = handler
    },
    onClose: handler => {
      shut = handler
    },
  }
  const say = (message: RecorderMessage) => receive(message)
  const resume = (next = 0, recording = true) => say({ kind: 'resume', next, recording })
  const sequences = () =>
    messages.map(message => decodeRelayMessage(message)?.records.map(({ sequence }) => sequence) ?? [])
  const kinds = () =>
    messages.flatMap(message => decodeRelayMessage(message)?.records.map(({ record }) => record.kind) ?? [])
  return {
    link,
    messages,
    say,
    resume,
    shut: () => shut(),
    receive: (value: unknown) => receive(value),
    sequences,
    kinds,
  }
}

test('a recorder that comes late gets everything from where it stands', () => {
  const { relay, emit } = openRelay()
  emit(opened(), chunk(3))
  emit(closed())
  const late = openLink()
  relay.attach(late.link)
  late.say({ kind: 'resume', next: 1, recording: true })
  expect(late.sequences()).toEqual([[1, 2]])
})

test('a recorder that has everything still learns which document this is', () => {
  const { relay } = openRelay()
  const { link, messages, say } = openLink()
  relay.attach(link)
  say({ kind: 'resume', next: 0, recording: true })
  expect(decodeRelayMessage(messages[0])?.document.url).toBe('https://a.test/')
})

test('no more than four messages are under way; each acknowledgement lets the next go', () => {
  const { relay, emit } = openRelay()
  const { link, say, sequences } = openLink()
  relay.attach(link)
  say({ kind: 'resume', next: 0, recording: true })
  say({ kind: 'acknowledge', next: 0 })
  for (let i = 0; i < 10; i++) emit(chunk(300_000))
  expect(sequences().slice(1)).toEqual([[0], [1], [2], [3]])
  say({ kind: 'acknowledge', next: 1 })
  expect(sequences().slice(1)).toEqual([[0], [1], [2], [3], [4]])
})

test('a second link gets the same records again: nothing is used up', () => {
  const { relay, emit } = openRelay()
  emit(opened(), chunk(3), closed())
  const links = [openLink(), openLink()]
  for (const each of links) {
    relay.attach(each.link)
    each.say({ kind: 'resume', next: 0, recording: true })
  }
  expect(links.map(each => each.sequences())).toEqual([[[0, 1, 2]], [[0, 1, 2]]])
})

test('what does not fit is refused, told, and takes nothing with it', () => {
  const { relay, emit, emitRaw } = openRelay()
  emit(opened(), { kind: 'chunks-received', streamId: 1, bytes: 'x' }, closed())
  emitRaw('not a batch')
  const { link, say, kinds } = openLink()
  relay.attach(link)
  say({ kind: 'resume', next: 0, recording: true })
  expect(kinds()).toEqual(['stream-opened', 'stream-closed', 'capture-fault', 'capture-fault'])
})

test('recording follows the recorder, and what makes no sense changes nothing', () => {
  const { relay, commands, emit } = openRelay()
  emit(opened())
  const { link, say, shut, kinds, receive } = openLink()
  relay.attach(link)
  say({ kind: 'resume', next: 0, recording: false })
  expect(kinds()).toEqual([])
  say({ kind: 'set-recording', recording: true })
  receive({ kind: 'set-recording', recording: 'no' })
  say({ kind: 'set-recording', recording: false })
  shut()
  expect(commands).toEqual(['pause', 'record', 'pause', 'record'])
})

const recordsOf = (messages: readonly object[]) =>
  messages.flatMap(message => decodeRelayMessage(message)?.records.map(({ record }) => record) ?? [])

test('with early recording off nothing is recorded until a recorder comes; what came before is told as dropped', () => {
  const { relay, commands, emit, set } = openRelay()
  emit(opened(), chunk(3), chunk(4))
  set({ early: 'drop' })
  emit(chunk(5), opened(2))
  expect(commands).toEqual(['pause'])
  const { link, messages, resume, shut } = openLink()
  relay.attach(link)
  resume()
  emit(chunk(6))
  expect(commands).toEqual(['pause', 'record'])
  expect(recordsOf(messages)).toMatchObject([
    { kind: 'stream-opened', streamId: 1 },
    { kind: 'records-dropped', streamId: 1, reason: 'recording-off', chunks: 2, bytes: 7 },
    { kind: 'records-dropped', streamId: 1, reason: 'recording-off', chunks: 1, bytes: 5 },
    { kind: 'stream-opened', streamId: 2 },
    { kind: 'chunks-received', sizes: [6] },
  ])
  shut()
  expect(commands).toEqual(['pause', 'record', 'pause'])
  const again = openLink()
  relay.attach(again.link)
  again.resume()
  expect(recordsOf(again.messages)).toEqual(recordsOf(messages))
})

test('with early recording paused nothing is dropped', () => {
  const { relay, commands, emit, set } = openRelay()
  emit(opened(), chunk(3))
  set({ early: 'pause' })
  expect(commands).toEqual(['pause'])
  const { link, kinds, resume } = openLink()
  relay.attach(link)
  resume()
  expect(kinds()).toEqual(['stream-opened', 'chunks-received'])
})

test('an ignored document records and keeps nothing and says so; later it begins anew', () => {
  const { relay, commands, emit, set } = openRelay()
  const { link, messages, resume, kinds, say } = openLink()
  relay.attach(link)
  resume()
  emit(opened(1), chunk(3))
  say({ kind: 'acknowledge', next: 2 })
  set({ isIgnored: true })
  emit(chunk(4), opened(2))
  const flags = () => messages.map(message => decodeRelayMessage(message)?.isIgnored ?? false)
  expect(commands).toEqual(['pause'])
  expect(flags().at(-1)).toBe(true)
  say({ kind: 'acknowledge', next: 4 })
  set({ isIgnored: false })
  emit(chunk(5), opened(3))
  expect(commands).toEqual(['pause', 'record'])
  expect(flags().at(-1)).toBe(false)
  expect(kinds()).toEqual(['stream-opened', 'chunks-received', 'stream-opened'])
  const late = openLink()
  relay.attach(late.link)
  late.resume()
  expect(recordsOf(late.messages)).toMatchObject([{ kind: 'stream-opened', streamId: 3 }])
})

test('limits take effect at once, each at its time', () => {
  const { relay, emit, set } = openRelay()
  set({ earlyBytes: 3_000, attachedBytes: 6_000 })
  const keptWhen = (attached: boolean) => {
    const { link, messages, resume, shut } = openLink()
    if (!attached) emit(...Array.from({ length: 10 }, () => chunk(1_000)))
    relay.attach(link)
    if (attached) emit(...Array.from({ length: 10 }, () => chunk(1_000)))
    resume()
    shut()
    return recordsOf(messages).filter(record => record.kind === 'chunks-received' && record.bytes.length > 0)
      .length
  }
  expect(keptWhen(false)).toBe(1)
  expect(keptWhen(true)).toBe(3)
})

test('"clear" takes away what the recorder had, for every later one too', () => {
  const { relay, emit } = openRelay()
  const { link, resume, say } = openLink()
  relay.attach(link)
  resume()
  emit(opened(1), chunk(3), opened(2))
  say({ kind: 'clear', before: 2 })
  emit(chunk(4, 1, 1), chunk(4, 1, 2))
  const late = openLink()
  relay.attach(late.link)
  late.resume()
  expect(recordsOf(late.messages).map(({ kind, streamId }) => [kind, streamId])).toEqual([
    ['stream-opened', 2],
    ['chunks-received', 2],
  ])
})

test('when its extension is gone the relay lets capture rest and keeps nothing', () => {
  const { relay, commands, emit, extension, set } = openRelay()
  emit(opened(), chunk(3))
  extension.isAlive = false
  emit(chunk(4))
  emit(chunk(5))
  set({ early: 'record' })
  expect(commands).toEqual(['pause'])
  const { link, resume, kinds } = openLink()
  relay.attach(link)
  resume()
  expect(kinds()).toEqual([])
})
