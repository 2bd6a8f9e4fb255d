import { expect, test } from 'vitest'
import { serialiseHar } from '../../../lib/har/serialise'
import { writeHar } from '../../../lib/har/write'
import { recordedStream } from './recorded-stream'

const options = { creatorVersion: '1.2.3', redact: false }

test('the pieces together are the JSON of the log', () => {
  const streams = [
    recordedStream(),
    recordedStream({ chunks: ['id: 1\ndata: "é\u2028"\n\n'] }),
    recordedStream({ response: null }),
  ]
  const har = writeHar(streams, { ...options, comment: 'Two "and" more' })
  expect(serialiseHar(har).join('')).toBe(JSON.stringify(har))
})

test('long lists are written whole, in order', () => {
  const events = Array.from({ length: 600 }, (_, index) => `data: ${index}\n\n`)
  const har = writeHar([recordedStream({ chunks: [events.join('')] })], options)
  expect(har.log.entries[0]?._eventSourceMessages).toHaveLength(600)
  expect(serialiseHar(har).join('')).toBe(JSON.stringify(har))
})

test('an empty log is JSON as well', () => {
  const har = writeHar([], options)
  expect(serialiseHar(har).join('')).toBe(JSON.stringify(har))
})

test('a large log comes in several pieces, none of them far over the size of its largest string', () => {
  const body = `data: ${'x'.repeat(400_000)}\n\n`
  const streams = Array.from({ length: 6 }, () =>
    recordedStream({ chunks: [Buffer.from(body)], parsedAs: 'none' }),
  )
  const pieces = serialiseHar(writeHar(streams, options))
  expect(pieces.length).toBeGreaterThan(1)
  expect(Math.max(...pieces.map(piece => piece.length))).toBeLessThan(2_000_000)
})
