import type { Stream } from '../session/types'
import type { HeaderList, RequestBody } from '../wire/records'
import type { HeldStretch } from './body'
import { maskBytes, maskQuotation, maskText } from './mask-body'
import { redactHeaders } from './redact-headers'
import { type OnRedaction, redactRequestText } from './redact-text'
import { redactUrl, redactUrlsIn } from './redact-url'
import type { Steps } from './steps'
import type { RedactedName, RedactionPlace } from './types'
import { toAbsoluteUrl } from './url'

/** Everything of a stream that can carry a credential. The writers take these from here and nowhere else. */
export interface ExportParts {
  url: string
  documentUrl: string
  frameName: string
  lastEventId: string
  responseUrl: string
  requestHeaders: HeaderList
  responseHeaders: HeaderList
  /** As DevTools lists them. */
  listedRequestHeaders: HeaderList
  listedResponseHeaders: HeaderList
  requestBody: RequestBody
  endMessage: string
  stretches: readonly HeldStretch[]
  /** Masks text read from the body as the body is masked. */
  bodyText: (text: string) => string
  /** The same of the message of an error of the page, which may quote the body. */
  errorText: (message: string) => string
  redacted: readonly RedactedName[]
}

/** The stream as it was captured, with what is wanted of its body. */
export const plainParts = (stream: Stream, stretches: readonly HeldStretch[]): ExportParts => ({
  url: stream.opened.url,
  documentUrl: stream.document.url,
  frameName: stream.document.frameName,
  lastEventId: stream.opened.lastEventId ?? '',
  responseUrl: stream.response?.url ?? '',
  requestHeaders: stream.opened.headers,
  responseHeaders: stream.response?.headers ?? [],
  listedRequestHeaders: stream.listed?.requestHeaders ?? [],
  listedResponseHeaders: stream.listed?.responseHeaders ?? [],
  requestBody: stream.opened.body,
  endMessage: stream.closed?.message ?? '',
  stretches,
  bodyText: text => text,
  errorText: message => message,
  redacted: [],
})

/** The stream without credentials, and the names of what was taken out. */
export function* redactedParts(stream: Stream, held: readonly HeldStretch[]): Steps<ExportParts> {
  const plain = plainParts(stream, held)
  const notes = createNotes()
  const redactAddress = (url: string): string =>
    redactUrl(toAbsoluteUrl(url, plain.documentUrl) ?? url, notes.at('url'))
  const stretches: HeldStretch[] = []
  for (const { start, bytes } of held)
    stretches.push({ start, bytes: yield* maskBytes(bytes, notes.at('response-body')) })
  const isMasked = stretches.some(({ bytes }, index) => bytes !== held[index]?.bytes)
  return {
    url: redactAddress(plain.url),
    documentUrl: redactUrl(plain.documentUrl, notes.at('url')),
    frameName: maskText(redactUrlsIn(plain.frameName, notes.at('url'))),
    lastEventId: maskText(plain.lastEventId),
    responseUrl: plain.responseUrl === '' ? '' : redactAddress(plain.responseUrl),
    requestHeaders: redactHeaders(plain.requestHeaders, notes.at('header')),
    responseHeaders: redactHeaders(plain.responseHeaders, notes.at('header')),
    listedRequestHeaders: redactHeaders(plain.listedRequestHeaders, notes.at('header')),
    listedResponseHeaders: redactHeaders(plain.listedResponseHeaders, notes.at('header')),
    requestBody: redactBody(plain.requestBody, notes.at('request-body')),
    endMessage: maskText(redactUrlsIn(plain.endMessage, notes.at('url'))),
    stretches,
    bodyText: isMasked ? maskText : plain.bodyText,
    errorText: isMasked ? maskQuotation : plain.errorText,
    redacted: notes.list,
  }
}

const redactBody = (body: RequestBody, onRedaction: OnRedaction): RequestBody =>
  body.kind === 'text' ? { ...body, text: redactRequestText(body.text, onRedaction) } : body

/** Collects names, each once per place. */
const createNotes = () => {
  const list: RedactedName[] = []
  const seen = new Set<string>()
  const at =
    (where: RedactionPlace): OnRedaction =>
    name => {
      const id = `${where} ${name}`
      if (seen.has(id)) return
      seen.add(id)
      list.push({ where, name })
    }
  return { list, at }
}
