import type { CaptureRecord, DocumentInfo } from '../wire/records'
import type { EpochMilliseconds, Milliseconds } from '../wire/units'

/** Its name says that it is none of the page's: `.invalid` can be no host (RFC 2606). */
const ORIGIN = 'https://sample.streamtap.invalid'

export const sampleDocument = (number: number, at: EpochMilliseconds): DocumentInfo => ({
  id: `streamtap-sample-${number}`,
  url: `${ORIGIN}/`,
  openedAt: at,
  isTopFrame: true,
  origin: ORIGIN,
  frameName: '',
})

const WORDS =
  'This stream is a sample . It shows what a chat answer looks like when it comes in pieces .'.split(' ')

type Piece = readonly [after: Milliseconds, text: string]

const event = (type: string, id: number, data: object) =>
  `event: ${type}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`

/** A comment, a split event, two events in one chunk, and a stall: what is worth a look. */
const pieces = (): Piece[] => {
  const list: Piece[] = [
    [180, ': connected\n\nretry: 3000\n\n'],
    [60, event('start', 1, { model: 'sample', role: 'assistant' })],
  ]
  const words = WORDS.map((word, at) => event('delta', at + 2, { index: at, text: `${word} ` }))
  words.forEach((text, at) => {
    const after = at === 9 ? 1450 : 40 + ((at * 37) % 90)
    if (at === 4) list.push([after, text.slice(0, 30)], [35, text.slice(30)])
    else if (at === 13) list.push([after, text + (words[14] ?? '')])
    else if (at !== 14) list.push([after, text])
  })
  list.push([70, event('stop', 99, { reason: 'end', usage: { output: WORDS.length } })])
  return list
}

/** A stream that was over just now, as records of capture; time before `now` is as if it had been recorded. */
export const sampleRecords = (
  now: EpochMilliseconds,
): { startedAt: EpochMilliseconds; records: CaptureRecord[] } => {
  const list = pieces()
  const at = now - list.reduce((sum, [after]) => sum + after, 0) - 20
  const streamId = 1
  const body = '{"model":"sample","stream":true}'
  let clock = at
  const chunks = list.map(([after, text]): CaptureRecord => {
    clock += after
    const bytes = new TextEncoder().encode(text)
    return {
      kind: 'chunks-received',
      streamId,
      times: [clock],
      sizes: [bytes.length],
      bytes,
      consumer: 'reader',
    }
  })
  const records: CaptureRecord[] = [
    {
      kind: 'stream-opened',
      streamId,
      at,
      source: 'fetch',
      method: 'POST',
      url: `${ORIGIN}/chat?stream=1`,
      headers: [['content-type', 'application/json']],
      body: { kind: 'text', text: body, length: body.length },
    },
    {
      kind: 'response-received',
      streamId,
      at: at + 150,
      url: `${ORIGIN}/chat?stream=1`,
      status: 200,
      statusText: 'OK',
      headers: [['content-type', 'text/event-stream']],
      responseType: 'basic',
      redirected: false,
    },
    ...chunks,
    { kind: 'stream-closed', streamId, at: clock + 12, reason: 'complete', message: '' },
  ]
  return { startedAt: at, records }
}
