import { expect, test } from 'vitest'
import type { Link } from '../../../lib/transport/link'
import { createRecorder } from '../../../lib/transport/recorder'
import { encodeRelayMessage, type NumberedRecord } from '../../../lib/wire/messages'
import type { DocumentInfo } from '../../../lib/wire/records'
import { chunk, closed, opened } from '../relay/builders'

const openRecorder = () => {
  const log: unknown[] = []
  const known: DocumentInfo[] = []
  const recorder = createRecorder({
    sink: {
      openDocument: document => {
        known.push(document)
        log.push(['open', document.id, document.url, document.isTopFrame])
      },
      append: (id, record) => log.push([id, record.kind]),
      leaveDocument: id => log.push(['leave', id]),
    },
    now: () => 7,
    onPageChange: isPast => {
      log.push(['page', known.filter(isPast).map(({ id }) => id)])
    },
  })
  return { recorder, log }
}

const openLink = (openedAt = 0) => {
  let receive: (message: unknown) => void = () => {}
  let shut: () => void = () => {}
  const sent: unknown[] = []
  const link: Link = {
    send: message => sent.push(message),
    onMessage: handler => {
      receive = handler
    },
    onClose: handler => {
      shut = handler
    },
    close: () => {},
  }
  const document = {
    id: 'told by the page',
    url: 'https://a.test/',
    openedAt,
    isTopFrame: false,
    origin: 'https://a.test',
    frameName: '',
  }
  const give = (...records: NumberedRecord[]) => receive(encodeRelayMessage(document, records))
  return { link, sent, give, shut: () => shut(), receive: (value: unknown) => receive(value) }
}

const numbered = [opened(), chunk(3), closed()].map((record, sequence) => ({ sequence, record }))
const [first, second, third] = numbered

test('records of a document are taken once each, whatever is sent again', () => {
  const { recorder, log } = openRecorder()
  const before = openLink()
  recorder.connect(before.link, { id: 'd', isTopFrame: true })
  if (first && second) before.give(first, second)
  before.shut()
  const after = openLink()
  recorder.connect(after.link, { id: 'd', isTopFrame: true })
  expect(after.sent[0]).toEqual({ kind: 'resume', next: 2, recording: true })
  if (second && third) after.give(second, third)
  expect(log).toEqual([
    ['page', []],
    ['open', 'd', 'https://a.test/', true],
    ['d', 'stream-opened'],
    ['d', 'chunks-received'],
    ['leave', 'd'],
    ['page', []],
    ['open', 'd', 'https://a.test/', true],
    ['d', 'stream-closed'],
  ])
})

test('who the document is and whether it is the top one is taken from the browser, not from the message', () => {
  const { recorder, log } = openRecorder()
  const { link, give } = openLink()
  recorder.connect(link, { id: 'browser', isTopFrame: false })
  give()
  expect(log).toEqual([['open', 'browser', 'https://a.test/', false]])
})

test('each message is acknowledged', () => {
  const { recorder } = openRecorder()
  const { link, give, sent } = openLink()
  recorder.connect(link, { id: 'd', isTopFrame: true })
  if (first) give(first)
  give()
  expect(sent.slice(1)).toEqual([
    { kind: 'acknowledge', next: 1 },
    { kind: 'acknowledge', next: 1 },
  ])
})

test('a message that does not fit becomes a fault and is acknowledged all the same', () => {
  const { recorder, log } = openRecorder()
  const { link, receive, sent } = openLink()
  recorder.connect(link, { id: 'd', isTopFrame: true })
  receive({ version: 99 })
  expect(log).toEqual([['d', 'capture-fault']])
  expect(sent.length).toBe(2)
})

test('recording is told to every document, the later ones included', () => {
  const { recorder } = openRecorder()
  const early = openLink()
  recorder.connect(early.link, { id: 'a', isTopFrame: true })
  recorder.setRecording(false)
  const late = openLink()
  recorder.connect(late.link, { id: 'b', isTopFrame: false })
  expect(early.sent.at(-1)).toEqual({ kind: 'set-recording', recording: false })
  expect(late.sent).toEqual([{ kind: 'resume', next: 0, recording: false }])
  expect(recorder.isConnected('a')).toBe(true)
  early.shut()
  expect(recorder.isConnected('a')).toBe(false)
})

test('another page makes past what came before it and what is gone, not its own frames that were quicker', () => {
  const { recorder, log } = openRecorder()
  const [old, gone, frame, page] = [openLink(1), openLink(2), openLink(4), openLink(3)]
  recorder.connect(old.link, { id: 'old', isTopFrame: false })
  recorder.connect(gone.link, { id: 'gone', isTopFrame: false })
  recorder.connect(frame.link, { id: 'frame', isTopFrame: false })
  recorder.connect(page.link, { id: 'page', isTopFrame: true })
  for (const each of [old, gone, frame]) each.give()
  gone.shut()
  page.give()
  expect(log).toContainEqual(['page', ['old', 'gone']])
})
