import { expect, test } from 'vitest'
import type { Link } from '../../../lib/transport/link'
import { createRecorder } from '../../../lib/transport/recorder'
import { encodeRelayMessage, type NumberedRecord } from '../../../lib/wire/messages'
import type { DocumentInfo } from '../../../lib/wire/records'
import { chunk, closed, opened } from '../relay/builders'

const openRecorder = ({ keepsPast = true } = {}) => {
  const log: unknown[][] = []
  let known: DocumentInfo[] = []
  const present: string[][] = []
  const recorder = createRecorder({
    sink: {
      openDocument: document => {
        known.push(document)
        log.push(['open', document.id, document.url, document.isTopFrame])
      },
      append: (id, record) => log.push([id, record.kind]),
      leaveDocument: id => log.push(['leave', id]),
      clear: (isPast = () => true) => {
        const past = known.filter(isPast)
        log.push(['clear', past.map(({ id }) => id)])
        known = known.filter(document => !past.includes(document))
      },
    },
    now: () => 7,
    keepsPast: () => keepsPast,
    onDocuments: documents => {
      present.push(documents.map(({ document, isIgnored }) => `${document.id}${isIgnored ? ' ignored' : ''}`))
    },
  })
  return { recorder, log, present }
}

const aDocument = (openedAt = 0): DocumentInfo => ({
  id: 'told by the page',
  url: 'https://a.test/',
  openedAt,
  isTopFrame: false,
  origin: 'https://a.test',
  frameName: '',
})

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
  const document = aDocument(openedAt)
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
    ['open', 'd', 'https://a.test/', true],
    ['d', 'stream-opened'],
    ['d', 'chunks-received'],
    ['leave', 'd'],
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
  const { recorder, log } = openRecorder({ keepsPast: false })
  const [old, gone, frame, page] = [openLink(1), openLink(2), openLink(4), openLink(3)]
  recorder.connect(old.link, { id: 'old', isTopFrame: false })
  recorder.connect(gone.link, { id: 'gone', isTopFrame: false })
  recorder.connect(frame.link, { id: 'frame', isTopFrame: false })
  recorder.connect(page.link, { id: 'page', isTopFrame: true })
  for (const each of [old, gone, frame]) each.give()
  gone.shut()
  page.give()
  expect(log).toContainEqual(['clear', ['old', 'gone']])
})

test('a page that comes back takes the place of the younger one and tells everything again', () => {
  const { recorder, log } = openRecorder({ keepsPast: false })
  const [before, other, back] = [openLink(1), openLink(2), openLink(1)]
  recorder.connect(before.link, { id: 'first', isTopFrame: true })
  if (first && second) before.give(first, second)
  recorder.connect(other.link, { id: 'other', isTopFrame: true })
  other.give()
  // Under way when the page was left.
  if (third) before.give(third)
  before.shut()
  recorder.connect(back.link, { id: 'first', isTopFrame: true })
  expect(back.sent).toEqual([{ kind: 'resume', next: 0, recording: true }])
  if (first && second && third) back.give(first, second, third)
  expect(log.slice(-5)).toEqual([
    ['clear', ['other']],
    ['open', 'first', 'https://a.test/', true],
    ['first', 'stream-opened'],
    ['first', 'chunks-received'],
    ['first', 'stream-closed'],
  ])
  expect(log.filter(([, kind]) => kind === 'stream-closed').length).toBe(1)
})

test('where past pages are kept, one that comes back goes on where it was', () => {
  const { recorder, log } = openRecorder()
  const [page, other, back] = [openLink(1), openLink(2), openLink(1)]
  recorder.connect(page.link, { id: 'page', isTopFrame: true })
  if (first) page.give(first)
  page.shut()
  recorder.connect(other.link, { id: 'other', isTopFrame: true })
  other.give()
  recorder.connect(back.link, { id: 'page', isTopFrame: true })
  expect(back.sent).toEqual([{ kind: 'resume', next: 1, recording: true }])
  expect(log.filter(([kind]) => kind === 'clear')).toEqual([])
})

test('an ignored document leaves the sink, and begins anew when it is no longer ignored', () => {
  const { recorder, log, present } = openRecorder()
  const { link, give, receive } = openLink()
  const ignored = encodeRelayMessage(aDocument(), [], true)
  recorder.connect(link, { id: 'd', isTopFrame: true })
  if (first) give(first)
  receive(ignored)
  receive(ignored)
  if (second) give({ ...second, sequence: 5 })
  expect(log).toEqual([
    ['open', 'd', 'https://a.test/', true],
    ['d', 'stream-opened'],
    ['open', 'd', 'https://a.test/', true],
    ['clear', ['d', 'd']],
    ['open', 'd', 'https://a.test/', true],
    ['d', 'chunks-received'],
  ])
  expect(present).toEqual([['d'], ['d ignored'], ['d']])
})

test('"clear" tells every relay how far the recorder has come', () => {
  const { recorder } = openRecorder()
  const { link, give, sent } = openLink()
  recorder.connect(link, { id: 'd', isTopFrame: true })
  if (first && second) give(first, second)
  recorder.clear()
  expect(sent.at(-1)).toEqual({ kind: 'clear', before: 2 })
})
