import type { ByteCount, EpochMilliseconds, Milliseconds } from '../../../lib/wire/units'

/** The clients of the page, in the order of their cards. */
export const CLIENT_NAMES = [
  'openai',
  'ai-sdk',
  'openai-responses',
  'anthropic',
  'reader',
  'fetch-event-source',
  'fetch-event-source-abort',
  'ndjson',
  'ollama',
  'gemini',
  'langgraph',
  'a2a',
  'event-source',
  'eventsource-package',
  'sse-js',
  'mcp',
  'graphql-sse',
  'graphql-sse-single',
  'trpc-subscription',
  'trpc-batch',
  'ag-ui',
  'axios-fetch',
  'axios-xhr',
  'ky',
  'turbo',
  'htmx',
  'ai-sdk-data',
  'mcp-stateless',
  'graphql-yoga',
  'graphql-multipart',
  'connect',
  'grpc-web',
] as const

export type ClientName = (typeof CLIENT_NAMES)[number]

export interface RunOptions {
  /** The name under which the server remembers the stream; made up where it is missing. */
  id?: string
  /** Milliseconds between two writes of the server; 0 for as fast as possible. */
  pace?: Milliseconds
  /** Let the last block of the plain stream be unterminated (`reader` only). */
  tail?: boolean
  /**
   * Patch the calls that take chunks out of streams for the time of this run and report what they gave.
   * They see the reads of every client that runs meanwhile.
   */
  observe?: boolean
}

/** What one read gave the page. `at` is taken right after the await. */
export interface ChunkRead {
  size: ByteCount
  at: EpochMilliseconds
}

export interface Result {
  name: ClientName
  id: string
  /** What the client delivered, unchanged where it can be cloned. */
  events: unknown[]
  /** What the client's own library put together, where it puts anything together. */
  message?: unknown
  /** The reads of the page's own loop: `reader` and `ndjson` have them. */
  chunks?: ChunkRead[]
  /** With `observe`: the byte chunks that the page took, whoever took them. */
  observed?: ChunkRead[]
  /** `name: message` of what the client threw. */
  error: string | null
}

export interface Demo {
  /** Runs one client, whose card shows the stream. Never rejects; a failure is in the result. */
  run(name: ClientName, options?: RunOptions): Promise<Result>
  /** Runs all clients, three at a time: browsers open six connections to an HTTP/1.1 server at most. */
  runAll(options?: RunOptions): Promise<Result[]>
  /** Every finished run, in the order in which they finished. */
  results: Result[]
}

declare global {
  interface Window {
    demo: Demo
  }
}
