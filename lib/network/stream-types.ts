import { essenceOf } from '../event-stream/content-type'

const TYPES: ReadonlySet<string> = new Set([
  'text/event-stream',
  'application/x-ndjson',
  'application/ndjson',
  'text/x-ndjson',
  'text/ndjson',
  'application/jsonl',
  'application/x-jsonl',
  'text/jsonl',
  'application/jsonlines',
  'application/x-jsonlines',
  'application/json-lines',
  'application/x-json-lines',
  'application/x-json-stream',
  'application/json-stream',
  'application/stream+json',
  'application/json-seq',
  'multipart/mixed',
  'text/x-component',
  'text/vnd.turbo-stream.html',
])

/** Families of types: Connect, gRPC-Web, `+json-seq`, and vendors' `stream+json`. */
const STREAM_NAME = /^application\/(?:connect\+|grpc-web)|\+json-seq$|[/.-]stream\+json$/

export const isEventStreamType = (contentType: string): boolean =>
  essenceOf(contentType) === 'text/event-stream'

/** Whether a `Content-Type` value names a type whose bodies are streams of messages. */
export const isStreamType = (contentType: string): boolean => {
  const essence = essenceOf(contentType)
  return TYPES.has(essence) || STREAM_NAME.test(essence)
}
