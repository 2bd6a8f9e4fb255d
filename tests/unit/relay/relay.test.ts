import { expect, test } from 'vitest'
import type { RelayChannel } from '../../../lib/relay/channel'
import { createRelay, type RelayLink } from '../../../lib/relay/relay'
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
  const relay = createRelay({ document, channel, now: () => 5 })
  return {
    relay,
    commands,
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
  const sequences = () =>
    messages.map(message => decodeRelayMessage(message)?.records.map(({ sequence }) => sequence) ?? [])
  const kinds = () =>
    messages.flatMap(message => decodeRelayMessage(message)?.records.map(({ record }) => record.kind) ?? [])
  return {
    link,
    messages,
    say,
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

test('recording follows the recorder and is on again when the last one is gone', () => {
  const { relay, commands, emit } = openRelay()
  emit(opened())
  const { link, say, shut, kinds, receive } = openLink()
  relay.attach(link)
  say({ kind: 'resume', next: 0, recording: false })
  expect(kinds()).toEqual([])
  say({ kind: 'set-recording', recording: true })
  receive({ kind: 'set-recording', recording: 'no' })
  shut()
  expect(commands).toEqual(['pause', 'record', 'record'])
})
