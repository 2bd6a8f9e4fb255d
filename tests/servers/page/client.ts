import type { ChunkRead, ClientName } from './demo-api'

/** How a piece of output is shown. */
export type Tone = 'answer' | 'reasoning' | 'tool' | 'note'

/** One run of a client. */
export interface Run {
  id: string
  /** `{ pace: '…' }` where one was asked for, else empty: for the query of the request. */
  query: Record<string, string>
  tail: boolean
  print(text: string, tone: Tone): void
  event(value: unknown): void
  chunk(read: ChunkRead): void
  /** What the client's own library put together of the stream; asked for when the stream is over. */
  message(assemble: () => unknown): void
}

export interface Client {
  name: ClientName
  title: string
  /** One line: what streams, and through which calls the page reads it. */
  description: string
  /** Resolves when the stream is over; rejects with what the client throws. */
  run(run: Run): Promise<void>
}

/** The address of a stream on this page's server. */
export const address = (path: string, query: Readonly<Record<string, string>>): string => {
  const url = new URL(path, location.origin)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url.href
}
