import type { Stream } from '../session/types'
import type { HeaderList, RequestBody } from '../wire/records'
import { heldStretches } from './body'
import { type ExportParts, plainParts, redactedParts } from './redact'
import { finish } from './steps'
import { toAbsoluteUrl } from './url'

/** What a stream can be copied as. `text`: the data of its events, or a body without events; `sse`: an event stream. */
export type CopyKind = 'url' | 'json' | 'text' | 'curl' | 'fetch' | 'sse'

export const COPY_KINDS: readonly CopyKind[] = ['url', 'json', 'text', 'sse', 'curl', 'fetch']

interface SnippetOptions {
  redact: boolean
}

const REQUEST_KINDS: readonly CopyKind[] = ['url', 'curl', 'fetch']

/** Whether there is anything in the stream to copy as that. */
export const canCopy = ({ eventCount, format, bytes }: Stream, kind: CopyKind): boolean => {
  if (kind === 'text') return eventCount > 0 || bytes.held > 0
  if (kind === 'sse') return eventCount > 0 || (format === 'event-stream' && bytes.held > 0)
  return true
}

/** Several streams as one text, each as `copyStream` gives it. */
export const copyStreams = (streams: readonly Stream[], kind: CopyKind, options: SnippetOptions): string => {
  if (kind === 'json' && streams.length > 1)
    return indented(streams.map(stream => jsonValue(stream, partsOf(stream, kind, options))))
  const texts = streams.map(stream => copyStream(stream, kind, options)).filter(text => text !== '')
  const [only = ''] = texts
  if (texts.length <= 1) return only
  switch (kind) {
    case 'text':
      return texts.join('\n\n')
    case 'sse':
      return texts.map(endEvent).join('')
    default:
      return texts.join('\n')
  }
}

/** An event that was cut off must not run into the next stream's first. */
const endEvent = (text: string): string => (/(\r\n|\r|\n)\1$/.test(text) ? text : `${text}\n\n`)

/** The stream as text for the clipboard; dropped bytes are left out and, in `json`, said to be. */
export const copyStream = (stream: Stream, kind: CopyKind, options: SnippetOptions): string => {
  const parts = partsOf(stream, kind, options)
  switch (kind) {
    case 'url':
      return addressOf(parts)
    case 'curl':
      return curl(stream.opened.method, parts)
    case 'fetch':
      return fetchCall(stream.opened.method, parts)
    case 'json':
      return indented(jsonValue(stream, parts))
    case 'text':
      if (stream.eventCount === 0) return isBinary(parts) ? '' : bodyText(parts)
      return eventsOf(stream, parts)
        .map(event => event.data)
        .join('\n')
    case 'sse':
      return stream.format === 'event-stream'
        ? bodyText(parts)
        : eventsOf(stream, parts).map(asEvent).join('')
  }
}

const partsOf = (stream: Stream, kind: CopyKind, { redact }: SnippetOptions): ExportParts => {
  const stretches = REQUEST_KINDS.includes(kind) ? [] : finish(heldStretches(stream.bytes))
  return redact ? finish(redactedParts(stream, stretches)) : plainParts(stream, stretches)
}

const addressOf = ({ url, documentUrl }: ExportParts): string => toAbsoluteUrl(url, documentUrl) ?? url

/** Single quotes keep everything for a POSIX shell, but a single quote. */
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

const curl = (method: string, parts: ExportParts): string => {
  // `-N`: a stream is shown as it comes.
  const lines = [`curl -N ${quote(addressOf(parts))}`]
  const data = textOf(parts.requestBody)
  if (method !== (data === null ? 'GET' : 'POST')) lines.push(`-X ${quote(method)}`)
  for (const [name, value] of requestHeaders(parts)) lines.push(`-H ${quote(`${name}: ${value}`)}`)
  if (data !== null) lines.push(`--data-raw ${quote(data)}`)
  return lines.join(' \\\n  ')
}

const fetchCall = (method: string, parts: ExportParts): string => {
  const body = textOf(parts.requestBody)
  const init = {
    method,
    // A list, as a name may come twice.
    headers: requestHeaders(parts),
    ...(body === null ? {} : { body }),
  }
  return `await fetch(${JSON.stringify(addressOf(parts))}, ${JSON.stringify(init, null, 2)})`
}

/** What an `EventSource` sends by itself is part of asking the same again. */
const requestHeaders = ({ requestHeaders, lastEventId }: ExportParts): HeaderList => {
  const hasName = (wanted: string) => requestHeaders.some(([name]) => name.toLowerCase() === wanted)
  return lastEventId === '' || hasName('last-event-id')
    ? requestHeaders
    : [...requestHeaders, ['Last-Event-ID', lastEventId]]
}

const textOf = (body: RequestBody): string | null => (body.kind === 'text' ? body.text : null)

const decoder = new TextDecoder()

const bodyText = ({ stretches }: ExportParts): string =>
  stretches.map(({ bytes }) => decoder.decode(bytes)).join('')

/** Text has no zero byte, and what is no text nearly always has one. */
const isBinary = ({ stretches }: ExportParts): boolean => stretches.some(({ bytes }) => bytes.includes(0))

interface CopiedEvent {
  time: number | null
  type: string
  id: string
  data: string
}

const eventsOf = ({ blocks }: Stream, { bodyText }: ExportParts): CopiedEvent[] => {
  const events: CopiedEvent[] = []
  for (let index = 0; index < blocks.length; index++) {
    const detail = blocks.kind(index) === 'event' ? blocks.read(index) : null
    if (!detail) continue
    const time = blocks.time(index)
    events.push({
      time: Number.isNaN(time) ? null : time,
      type: bodyText(blocks.type(index)),
      id: bodyText(blocks.lastEventId(index) ?? ''),
      data: bodyText(detail.data),
    })
  }
  return events
}

/** [spec] A line feed in the data begins a further `data` line (HTML 9.2.6). */
const asEvent = ({ type, id, data }: CopiedEvent): string => {
  const lines = type === 'message' ? [] : [`event: ${type}`]
  if (id !== '') lines.push(`id: ${id}`)
  lines.push(...data.split('\n').map(line => `data: ${line}`))
  return `${lines.join('\n')}\n\n`
}

const indented = (value: unknown): string => JSON.stringify(value, null, 2)

const jsonValue = (stream: Stream, parts: ExportParts) => {
  const { opened, response, state, drops } = stream
  return {
    url: addressOf(parts),
    method: opened.method,
    startedAt: opened.at,
    state,
    status: response?.status ?? null,
    requestHeaders: parts.requestHeaders,
    responseHeaders: parts.responseHeaders,
    redacted: parts.redacted,
    dropped: drops.map(({ reason, chunks, bytes }) => ({ reason, chunks, bytes })),
    events: eventsOf(stream, parts),
  }
}
