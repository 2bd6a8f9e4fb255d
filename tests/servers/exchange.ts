import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Milliseconds } from '../../lib/wire/units.ts'
import { type Journal, now, type SentStream } from './journal.ts'

/** One request and the stream that answers it. Everything written is remembered in `sent`. */
export interface Exchange {
  readonly url: URL
  readonly body: string
  readonly sent: SentStream
  /** Aborted when the connection is gone. Then `write`, `wait` and `end` reject with its reason. */
  readonly gone: AbortSignal
  open(status: number, headers: Readonly<Record<string, string>>): void
  /** Resolves when the response takes more, so that a loop of writes follows the client's back-pressure. */
  write(piece: string | Uint8Array): Promise<void>
  wait(time: Milliseconds): Promise<void>
  end(): Promise<void>
  /** Closes the connection in the middle of the body, once the written bytes have left. */
  reset(): Promise<void>
  /** Keeps the response open until the client leaves. */
  hold(): Promise<void>
}

export type Route = (exchange: Exchange) => Promise<void>

const encoder = new TextEncoder()

/** Reads the request and enters it in the journal. */
export const acceptExchange = async (
  request: IncomingMessage,
  response: ServerResponse,
  journal: Journal,
): Promise<Exchange> => {
  const url = addressOf(request)
  const sent = journal.add({
    id: demoId(request, url),
    method: request.method ?? 'GET',
    url: request.url ?? '/',
    headers: request.headers,
  })
  const leaving = new AbortController()
  let cut = false
  response.once('close', () => {
    journal.close(sent, !cut && !response.writableFinished)
    leaving.abort()
  })
  sent.body = await readBody(request)
  const body = createBody(response, sent, leaving.signal)

  return {
    url,
    body: sent.body,
    sent,
    gone: leaving.signal,
    open: (status, headers) => {
      sent.status = status
      sent.contentType = essence(headers)
      response.writeHead(status, { ...headers, 'x-demo-id': sent.id })
      response.flushHeaders()
    },
    write: body.write,
    wait: async time => {
      if (time > 0) await sleep(time, undefined, { signal: leaving.signal })
    },
    end: async () => {
      leaving.signal.throwIfAborted()
      response.end()
    },
    reset: async () => {
      await body.flushed()
      cut = true
      response.destroy()
    },
    hold: () => whenAborted(leaving.signal),
  }
}

const createBody = (response: ServerResponse, sent: SentStream, gone: AbortSignal) => {
  let lastWrite: Promise<void> = Promise.resolve()

  const write = async (piece: string | Uint8Array): Promise<void> => {
    gone.throwIfAborted()
    const bytes = typeof piece === 'string' ? encoder.encode(piece) : piece
    if (bytes.length === 0) return
    sent.writes.push({ at: now(), bytes })
    let takesMore = true
    lastWrite = new Promise(resolve => {
      takesMore = response.write(bytes, error => {
        if (!error) sent.accepted += bytes.length
        resolve()
      })
    })
    if (!takesMore) await whenDrained(response, gone)
  }
  return { write, flushed: () => lastWrite }
}

const whenDrained = async (response: ServerResponse, gone: AbortSignal): Promise<void> => {
  await new Promise<void>(resolve => {
    const done = () => {
      response.off('drain', done)
      response.off('close', done)
      resolve()
    }
    response.once('drain', done)
    response.once('close', done)
  })
  gone.throwIfAborted()
}

const whenAborted = (signal: AbortSignal): Promise<void> =>
  signal.aborted
    ? Promise.resolve()
    : new Promise(resolve => signal.addEventListener('abort', () => resolve(), { once: true }))

const readBody = async (request: IncomingMessage): Promise<string> => {
  const parts: Uint8Array[] = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

const essence = (headers: Readonly<Record<string, string>>): string => {
  const [, type = ''] = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type') ?? []
  return type.split(';')[0]?.trim() ?? ''
}

let unnamed = 0

/** The address of a request. Clients that can set neither header nor query name their id in the path: `/as/ID/…`. */
export const addressOf = (request: IncomingMessage): URL => {
  const [, id, rest] = /^\/as\/([^/]+)(\/.*)$/.exec(request.url ?? '/') ?? []
  const url = new URL(rest ?? request.url ?? '/', 'http://demo')
  if (id !== undefined) url.searchParams.set('id', id)
  return url
}

const demoId = (request: IncomingMessage, url: URL): string => {
  const named = url.searchParams.get('id') ?? request.headers['x-demo-id']
  if (typeof named === 'string') return named
  unnamed += 1
  return `unnamed-${unnamed}`
}
