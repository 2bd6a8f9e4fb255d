import { expect, test } from 'vitest'
import { createHarWriting, type HarOptions, writeHar } from '../../../lib/har/write'
import type { Stream } from '../../../lib/session/types'
import { fedStream } from '../session/fed-stream'
import { recordedStream, START } from './recorded-stream'

const options: HarOptions = { creatorVersion: '1.2.3', redact: false }

const written = (
  streams: readonly Stream[],
  more: Partial<HarOptions> = {},
  between: () => void = () => {},
): string => {
  const writing = createHarWriting(streams, { ...options, ...more })
  while (writing.step()) between()
  return writing.pieces.join('')
}

const atOnce = (streams: readonly Stream[], more: Partial<HarOptions> = {}) =>
  JSON.stringify(writeHar(streams, { ...options, ...more }))

test('the pieces together are the JSON of the log', () => {
  const streams = [
    recordedStream(),
    recordedStream({ chunks: ['id: 1\ndata: "é\u2028"\n\n: note\n\n'] }),
    recordedStream({ response: null }),
  ]
  for (const redact of [true, false])
    expect(written(streams, { redact, comment: 'Two "and" more' })).toBe(
      atOnce(streams, { redact, comment: 'Two "and" more' }),
    )
})

test('long lists are written whole, in order', () => {
  const events = Array.from({ length: 600 }, (_, index) => `data: ${index}\n\n: ${index}\n\n`)
  const streams = [recordedStream({ chunks: [events.join('')] })]
  const [entry] = JSON.parse(written(streams)).log.entries
  expect(entry._eventSourceMessages).toHaveLength(600)
  expect(entry._streamtap.blocks).toHaveLength(600)
  expect(written(streams)).toBe(atOnce(streams))
})

test('large events are written one at a time, among small ones', () => {
  const large = 'x'.repeat(300_000)
  const events = Array.from(
    { length: 40 },
    (_, at) => `data: ${at % 3 === 0 ? large : 'é'}\n\n: ${large}\n\n`,
  )
  const streams = [recordedStream({ chunks: events })]
  const writing = createHarWriting(streams, options)
  let longest = 0
  for (let written = 0; writing.step(); written = writing.pieces.length)
    longest = Math.max(longest, ...writing.pieces.slice(written).map(({ length }) => length))
  expect(longest).toBeLessThan(1_200_000)
  expect(writing.pieces.join('') === atOnce(streams)).toBe(true)
})

test('a body with holes and odd bytes is written as it is read', () => {
  const odd = Buffer.concat([Buffer.from('data: 😀'.repeat(30_000)), Buffer.of(0xff, 0xc3, 0x0a, 0x0a)])
  const lost = { bytes: Uint8Array.from(odd), at: START + 120, dropped: true }
  const streams = [recordedStream({ chunks: [odd, lost, Buffer.concat([Buffer.from('\uFEFF'), odd])] })]
  for (const redact of [true, false])
    expect(written(streams, { redact }) === atOnce(streams, { redact })).toBe(true)
  const [entry] = JSON.parse(written(streams)).log.entries
  expect(
    entry._streamtap.body.map(({ base64 }: { base64: string }) => Buffer.from(base64, 'base64').length),
  ).toEqual([odd.length, odd.length + 3])
})

test('an empty log is JSON as well', () => {
  expect(written([])).toBe(atOnce([]))
})

test('long texts are cut between characters, and at any of their bytes', () => {
  for (const pad of ['', 'x', 'xx', 'xxx']) {
    const streams = [recordedStream({ chunks: [`data: ${pad}${'😀é'.repeat(200_000)}\n\n`] })]
    expect(written(streams) === atOnce(streams)).toBe(true)
    const { text } = JSON.parse(written(streams)).log.entries[0].response.content
    expect(text === `data: ${pad}${'😀é'.repeat(200_000)}\n\n`).toBe(true)
  }
})

test('credentials on any line of a long body are masked', () => {
  const line = `data: {"access_token":"s3cret-value","pad":"${'x'.repeat(1000)}"}\n\n`
  const text = written([recordedStream({ chunks: [line.repeat(1000)] })], { redact: true })
  expect(text).not.toContain('s3cret')
  expect(text.split('*'.repeat('s3cret-value'.length)).length - 1).toBe(2000)
})

test('a large log comes in several pieces, none of them far over the size of its largest string', () => {
  const body = `data: ${'x'.repeat(400_000)}\n\n`
  const streams = Array.from({ length: 6 }, () =>
    recordedStream({ chunks: [Buffer.from(body)], parsedAs: 'none' }),
  )
  const writing = createHarWriting(streams, options)
  while (writing.step());
  expect(writing.pieces.length).toBeGreaterThan(1)
  expect(Math.max(...writing.pieces.map(piece => piece.length))).toBeLessThan(2_000_000)
})

test('a stream that goes on while it is written is written as it was at one moment', () => {
  const stream = fedStream()
  stream.respond()
  stream.push('data: 1\n\n'.repeat(1000))
  const text = written([stream], {}, () => stream.push('data: 2\n\n: more\n\n'))
  const [entry] = JSON.parse(text).log.entries
  const body: string = entry.response.content.text
  const { chunks, blocks } = entry._streamtap
  expect(stream.bytes.length).toBeGreaterThan(body.length)
  expect(entry.response.content.size).toBe(body.length)
  expect(chunks.sizes.reduce((sum: number, size: number) => sum + size, 0)).toBe(body.length)
  expect(entry._eventSourceMessages).toHaveLength(body.split('data: ').length - 1)
  expect(blocks).toHaveLength(body.split(': more').length - 1)
})

test('chunks are written as they were, though the last grows and more come meanwhile', () => {
  const stream = fedStream()
  stream.respond()
  stream.push('data: 1\n\n')
  stream.push('data: 2\n\n')
  const text = written([stream], {}, () => {
    stream.extend(': more\n\n')
    stream.push(': more\n\n')
  })
  const [entry] = JSON.parse(text).log.entries
  const { sizes, times, consumers } = entry._streamtap.chunks
  expect(sizes.reduce((sum: number, size: number) => sum + size, 0)).toBe(entry.response.content.text.length)
  expect(stream.chunks.size(sizes.length - 1)).toBeGreaterThan(sizes.at(-1))
  expect(times).toHaveLength(sizes.length)
  expect(consumers).toEqual([['reader', sizes.length]])
  expect(entry._streamtap.chunks).not.toHaveProperty('gaps')
})

test('progress goes from nothing to all, and never back', () => {
  const streams = [1, 2, 3].map(() => recordedStream({ chunks: ['data: x\n\n'.repeat(2000)] }))
  const writing = createHarWriting(streams, options)
  const progress = [writing.progress]
  while (writing.step()) progress.push(writing.progress)
  expect(progress).toEqual(progress.toSorted((a, b) => a - b))
  expect(progress[0]).toBe(0)
  expect(progress.some(each => each > 0.1 && each < 0.3)).toBe(true)
  expect(progress.at(-1)).toBe(1)
})
