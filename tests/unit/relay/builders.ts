import type { CaptureRecord, ChunksReceived } from '../../../lib/wire/records'

export const opened = (streamId = 1, text?: string): CaptureRecord => ({
  kind: 'stream-opened',
  streamId,
  at: 1,
  source: 'fetch',
  method: 'GET',
  url: 'https://a.test/',
  headers: [],
  body: text === undefined ? { kind: 'none' } : { kind: 'text', text, length: text.length },
})

export const chunk = (size: number, at = 2, streamId = 1): ChunksReceived => ({
  kind: 'chunks-received',
  streamId,
  times: [at],
  sizes: [size],
  bytes: new Uint8Array(size).fill(65),
  consumer: 'reader',
})

export const closed = (streamId = 1): CaptureRecord => ({
  kind: 'stream-closed',
  streamId,
  at: 9,
  reason: 'complete',
  message: '',
})
