import { expect, test } from 'vitest'
import type { Browser } from 'wxt/browser'
import { pairedPortName, readPairedPortName } from '../../../lib/transport/messages'
import { pairPorts } from '../../../lib/transport/pairing'

type Port = Browser.runtime.Port

/** One end of a port, and what the browser does to it. */
const openPort = ({ isDead = false } = {}) => {
  const sent: unknown[] = []
  const messageHandlers: ((message: unknown) => void)[] = []
  const closeHandlers: (() => void)[] = []
  let disconnects = 0
  const port = {
    name: '',
    postMessage: (message: unknown) => {
      if (isDead) throw new Error('Attempt to postMessage on disconnected port')
      sent.push(message)
    },
    disconnect: () => {
      disconnects++
    },
    onMessage: { addListener: (handler: (message: unknown) => void) => messageHandlers.push(handler) },
    onDisconnect: { addListener: (handler: () => void) => closeHandlers.push(handler) },
  }
  return {
    port: port as unknown as Port,
    sent,
    receive: (message: unknown) => {
      for (const handler of messageHandlers) handler(message)
    },
    shut: () => {
      for (const handler of closeHandlers) handler()
    },
    disconnects: () => disconnects,
  }
}

test('what one port of a pair gets, the other sends, unchanged and in order', () => {
  const [recorder, relay] = [openPort(), openPort()]
  pairPorts(recorder.port, relay.port)
  const resume = { kind: 'resume', next: 0, recording: true }
  const acknowledge = { kind: 'acknowledge', next: 3 }
  const records = { version: 2, records: [1, 2, 3] }
  recorder.receive(resume)
  relay.receive(records)
  recorder.receive(acknowledge)
  expect(relay.sent).toEqual([resume, acknowledge])
  expect(recorder.sent).toEqual([records])
  expect(recorder.sent[0]).toBe(records)
})

test('when one port of a pair closes, the other is closed, once', () => {
  const [recorder, relay] = [openPort(), openPort()]
  pairPorts(recorder.port, relay.port)
  relay.shut()
  relay.shut()
  expect([recorder.disconnects(), relay.disconnects()]).toEqual([1, 0])
})

test('a port that turns out to be dead closes its pair', () => {
  const [recorder, relay] = [openPort(), openPort({ isDead: true })]
  pairPorts(recorder.port, relay.port)
  recorder.receive({ kind: 'acknowledge', next: 0 })
  expect(recorder.disconnects()).toBe(1)
})

test('the name of a port says which document it is for, and other names say nothing', () => {
  const wanted = { tabId: 7, documentId: 'a-b' }
  expect(readPairedPortName(pairedPortName(wanted))).toEqual(wanted)
  for (const name of ['', 'streamtap-records', 'streamtap-records 7', 'other 7 a', 'streamtap-records 7 a b'])
    expect(readPairedPortName(name)).toBeNull()
})
