import { createDiagnostics } from '../../../lib/diagnostics/diagnostics'
import type { Finding, FindingCode, Rule } from '../../../lib/diagnostics/types'
import { createTranslator } from '../../../lib/i18n/translator'
import { readMessage } from '../../../lib/protocols/reading'
import { createSession } from '../../../lib/session/session'
import type { Session, Stream } from '../../../lib/session/types'
import type {
  CloseReason,
  Consumer,
  HeaderList,
  RequestBody,
  ResponseReceived,
  StreamOpened,
} from '../../../lib/wire/records'

const encoder = new TextEncoder()
const translators = [createTranslator('en'), createTranslator('zh-CN')]

export const START = 1_790_000_000_000

/** One thing that happens to a stream: bytes, a pause, an error of the page after what came last, or an end. */
export type Happening =
  | string
  | Uint8Array
  | number
  | { close: CloseReason; message?: string }
  | { thrown: string; after?: number }
  /** Bytes that nobody recorded: Record was off, or a limit took them and left their chunk. */
  | { missing: string; hasRow?: true }

export interface Case {
  url?: string
  method?: string
  source?: StreamOpened['source']
  headers?: HeaderList
  body?: string
  lastEventId?: string
  follows?: number
  /** Milliseconds after START. */
  at?: number
  /** Null: no answer. */
  status?: number | null
  type?: string
  answerHeaders?: HeaderList
  /** What DevTools says of the connection, such as `h2`. */
  httpVersion?: string
  /** What DevTools lists of the answer. */
  listedHeaders?: HeaderList
  /** Milliseconds between request and answer. */
  answerAfter?: number
  consumer?: Consumer
  steps?: readonly Happening[]
  /** How it ends after all steps; null leaves it open. */
  close?: CloseReason | null
  /** Milliseconds from the last step until the document is gone; it stays where this is not given. */
  leavesAfter?: number
}

export const sessionOf = (...cases: readonly Case[]): Session => {
  const session = createSession()
  session.openDocument({
    ...{ id: 'doc', url: 'https://app.example/', openedAt: START - 100, isTopFrame: true },
    ...{ origin: 'https://app.example', frameName: '' },
  })
  for (const [index, each] of cases.entries()) play(session, index + 1, each)
  return session
}

const play = (session: Session, streamId: number, given: Case) => {
  const { source = 'fetch', type = 'text/event-stream', consumer = 'reader', status = 200, at = 0 } = given
  let clock = START + at
  const body: RequestBody =
    given.body === undefined
      ? { kind: 'none' }
      : { kind: 'text', text: given.body, length: given.body.length }
  session.append('doc', {
    kind: 'stream-opened',
    ...{ streamId, at: clock, source, method: given.method ?? 'GET' },
    ...{ url: given.url ?? 'https://api.example/stream', headers: given.headers ?? [], body },
    ...(given.follows !== undefined && { follows: given.follows }),
    ...(given.lastEventId !== undefined && { lastEventId: given.lastEventId }),
  })
  clock += given.answerAfter ?? 5
  if (status !== null) {
    const answer: ResponseReceived = {
      ...{ kind: 'response-received', streamId, at: clock, url: given.url ?? '', status, statusText: '' },
      headers: [...(type === '' ? [] : [['content-type', type] as const]), ...(given.answerHeaders ?? [])],
      ...{ responseType: 'basic', redirected: false },
    }
    session.append('doc', answer)
  }
  const { httpVersion, listedHeaders } = given
  if (httpVersion !== undefined || listedHeaders !== undefined)
    session.append('doc', {
      ...{ kind: 'exchange-listed', streamId, at: clock, httpVersion: httpVersion ?? '' },
      ...{ requestHeaders: [], responseHeaders: listedHeaders ?? [] },
    })
  const close = (reason: CloseReason, message = '') =>
    session.append('doc', { kind: 'stream-closed', streamId, at: clock, reason, message })
  for (const step of given.steps ?? []) {
    if (typeof step === 'number') clock += step
    else if (typeof step === 'string' || step instanceof Uint8Array) {
      const bytes = typeof step === 'string' ? encoder.encode(step) : step
      session.append('doc', {
        ...{ kind: 'chunks-received', streamId, times: [clock], sizes: [bytes.length], bytes, consumer },
      })
    } else if ('thrown' in step) {
      const at = clock + (step.after ?? 1)
      session.append('doc', { kind: 'page-error', streamId, at, chunkAt: clock, message: step.thrown })
    } else if ('missing' in step) lose(session, streamId, clock, step)
    else close(step.close, step.message)
  }
  const last = given.steps?.at(-1)
  if (given.close !== null && !(typeof last === 'object' && 'close' in last)) close(given.close ?? 'complete')
  if (given.leavesAfter !== undefined) session.leaveDocument('doc', clock + given.leavesAfter)
}

const lose = (session: Session, streamId: number, at: number, lost: { missing: string; hasRow?: true }) => {
  const bytes = encoder.encode(lost.missing).length
  session.append(
    'doc',
    lost.hasRow
      ? {
          ...{ kind: 'chunks-received', streamId, times: [at], sizes: [bytes] },
          ...{ bytes: new Uint8Array(0), consumer: 'reader' },
        }
      : { kind: 'records-dropped', streamId, at, reason: 'recording-off', chunks: 1, bytes },
  )
}

/** All that the rules find of the session's streams, read by a user of either language. */
export const findingsIn = (
  session: Session,
  stream: Stream | undefined,
  rules?: readonly Rule[],
  now = 0,
) => {
  const diagnostics = createDiagnostics(session, rules, readMessage)
  diagnostics.refresh(START + now)
  while (diagnostics.step());
  const found = stream === undefined ? [] : diagnostics.findings(stream)
  for (const finding of found) readable(finding)
  return found
}

/** Texts whose arguments are missing would show their names. */
const readable = ({ code, args }: Finding) => {
  for (const { finding } of translators)
    for (const text of Object.values(finding(code, args)))
      if (/\{[a-z]\w*\}/i.test(text.replace('{ stream: true }', '').replace('{arguments}', '')))
        throw new Error(`An argument of ${code} is missing: ${text}`)
}

/** What all rules find of the last of these streams. */
export const found = (...cases: readonly Case[]): readonly Finding[] => {
  const session = sessionOf(...cases)
  return findingsIn(session, session.streams.at(-1), undefined, 600_000)
}

/** `code: severity` of each finding with one of these codes. */
export const marks = (codes: readonly FindingCode[], ...cases: readonly Case[]): string[] =>
  found(...cases)
    .filter(({ code }) => codes.includes(code))
    .map(({ code, severity }) => `${code}: ${severity}`)

export const events = (count: number, data: (index: number) => string = String): string[] =>
  Array.from({ length: count }, (_, index) => `data: ${data(index)}\n\n`)

/** A request that asks for an event stream. */
export const asks: Case = { headers: [['accept', 'text/event-stream']] }
export const posts = (body: string): Case => ({ method: 'POST', body })
/** As MCP's clients ask. */
export const mcp = (body: string): Case => ({
  ...posts(body),
  url: 'https://api.example/mcp',
  headers: [['accept', 'application/json, text/event-stream']],
})
