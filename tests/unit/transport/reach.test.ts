import { expect, test } from 'vitest'
import type { Browser } from 'wxt/browser'
import { connectRecorder, type OfferedDocument, type Reach } from '../../../lib/transport/reach'
import type { DocumentIdentity, Recorder } from '../../../lib/transport/recorder'

const openReach = () => {
  const log: string[] = []
  let hello: (document: OfferedDocument) => void = () => {}
  const event = { addListener: () => {} }
  const reach: Reach = {
    onHello: handler => {
      hello = handler
      log.push('listen')
      return () => log.push('unlisten')
    },
    connect: documentId => {
      log.push(`connect ${documentId}`)
      return { onMessage: event, onDisconnect: event } as unknown as Browser.runtime.Port
    },
    call: () => log.push('call'),
  }
  return { reach, log, hello: (document: OfferedDocument) => hello(document) }
}

const openRecorder = () => {
  const connected: DocumentIdentity[] = []
  const recorder: Recorder = {
    isConnected: id => connected.some(identity => identity.id === id),
    connect: (_link, identity) => connected.push(identity),
    setRecording: () => {},
    clear: () => {},
  }
  return { recorder, connected }
}

test('documents are called only when somebody listens to their hello', () => {
  const { reach, log } = openReach()
  connectRecorder(openRecorder().recorder, reach)()
  expect(log).toEqual(['listen', 'call', 'unlisten'])
})

test('a document is connected once, however often it says hello, and the page is told from its frames', () => {
  const { reach, log, hello } = openReach()
  const { recorder, connected } = openRecorder()
  connectRecorder(recorder, reach)
  hello({ documentId: 'page', frameId: 0 })
  hello({ documentId: 'frame', frameId: 8 })
  hello({ documentId: 'page', frameId: 0 })
  expect(log.slice(2)).toEqual(['connect page', 'connect frame'])
  expect(connected).toEqual([
    { id: 'page', isTopFrame: true },
    { id: 'frame', isTopFrame: false },
  ])
})
