import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createExportBody, type HeldStretch, heldStretches } from '../../../lib/har/body'
import { collected } from '../../../lib/har/lists'
import { maskBytes } from '../../../lib/har/mask-body'
import { finish } from '../../../lib/har/steps'
import { createByteStore } from '../../../lib/session/byte-store'
import { bytesOf, entryOf } from './entry-of'
import { type Recorded, recordedStream, START } from './recorded-stream'

const entry = (recorded: Recorded) => entryOf(recordedStream(recorded))
const utf8 = (text: string) => [...Buffer.from(text, 'utf8')]

describe('a body that text holds', () => {
  test('is written as UTF-8 text, characters split over chunks included, and not twice', () => {
    const bytes = Uint8Array.from(utf8('data: Bé😀\n\n'))
    const { response, _streamtap } = entry({ chunks: [bytes.slice(0, 11), bytes.slice(11)] })
    expect(response.content).toMatchObject({ text: 'data: Bé😀\n\n', size: 15 })
    expect(_streamtap).not.toHaveProperty('body')
    expect(_streamtap.holes).toEqual([])
  })

  test('keeps NUL, U+FEFF inside, CR and U+2028', () => {
    const text = 'data: \0\uFEFF\u2028\r\r\n'
    expect(bytesOf(entry({ chunks: [text] }))).toEqual([{ start: 0, bytes: utf8(text) }])
  })
})

describe('a body that text cannot hold', () => {
  test('with invalid UTF-8 is kept byte for byte beside its readable text', () => {
    const bytes = [...utf8('data: a'), 0xff, 0xc3, ...utf8('\n\n')]
    const written = entry({ chunks: [Uint8Array.from(bytes)] })
    expect(written.response.content.text).toBe('data: a\uFFFD\uFFFD\n\n')
    expect(bytesOf(written)).toEqual([{ start: 0, bytes }])
  })

  test('with a byte order mark is read without it and kept with it', () => {
    const written = entry({ chunks: ['\uFEFFdata: a\n\n'] })
    expect(written.response.content.text).toBe('data: a\n\n')
    expect(written.response.content.size).toBe(12)
    expect(bytesOf(written)).toEqual([{ start: 0, bytes: utf8('\uFEFFdata: a\n\n') }])
  })

  test('longer than one step of the encoder comes back whole', () => {
    const bytes = Array.from({ length: 60_001 }, (_, index) => index % 256)
    expect(bytesOf(entry({ chunks: [Uint8Array.from(bytes)], parsedAs: 'none' }))).toEqual([
      { start: 0, bytes },
    ])
  })

  test('with holes gives the held stretches and says what is missing', () => {
    const lost = { bytes: Uint8Array.from(utf8('data: lost\n\n')), at: START + 120 }
    const written = entry({ chunks: ['data: a\n\n', { ...lost, dropped: true }, 'data: c\n\n'] })
    expect(written.response.content).toMatchObject({ text: 'data: a\n\ndata: c\n\n', size: 30 })
    expect(bytesOf(written)).toEqual([
      { start: 0, bytes: utf8('data: a\n\n') },
      { start: 21, bytes: utf8('data: c\n\n') },
    ])
    expect(written._streamtap.holes).toEqual([{ start: 9, end: 21, reason: 'document-limit' }])
    expect(written._streamtap.drops).toEqual([{ reason: 'document-limit', chunks: 1, bytes: 12 }])
  })

  test('all of it dropped has empty text and no pieces', () => {
    const chunk = { bytes: Uint8Array.from(utf8('data: lost\n\n')), at: START + 120, dropped: true }
    const written = entry({ chunks: [chunk] })
    expect(written.response.content).toMatchObject({ text: '', size: 12 })
    expect(written._streamtap.body).toEqual([])
  })
})

describe('a body read in steps of any size', () => {
  const SECRET = '"password":"é€😀"'
  const word = fc.oneof(
    fc.constantFrom('a', 'é', '€', '😀', '\uFEFF', '\n', SECRET).map(utf8),
    fc.array(fc.constantFrom(0xef, 0xbb, 0xbf, 0xc3, 0xf0, 0x9f, 0x98, 0xff, 0xed, 0xa0), { maxLength: 3 }),
  )
  const bytes = fc.array(word, { maxLength: 8 }).map(words => Uint8Array.from(words.flat()))
  const step = fc.integer({ min: 1, max: 20 })
  const decoded = (stretches: readonly HeldStretch[]) =>
    stretches.map(each => new TextDecoder().decode(each.bytes)).join('')
  const base64 = (stretch: HeldStretch) => Buffer.from(stretch.bytes).toString('base64')
  const masked = (stretch: HeldStretch, size?: number) => ({
    start: stretch.start,
    bytes: finish(maskBytes(stretch.bytes, () => {}, size)),
  })

  test('has the text and the bytes of the whole, redacted or not', () =>
    fc.assert(
      fc.property(bytes, step, fc.boolean(), (whole, size, redact) => {
        const held = whole.length > 0 ? [{ start: 0, bytes: whole }] : []
        const stretches = redact ? held.map(each => masked(each, size)) : held
        const atOnce = redact ? held.map(each => masked(each)) : held
        const text = decoded(atOnce)
        const isExact = Buffer.from(text).equals(Buffer.concat(atOnce.map(each => each.bytes)))
        const body = finish(createExportBody(whole.length, stretches, collected, size))
        expect(body.text).toBe(text)
        expect(body.pieces).toEqual(isExact ? null : atOnce.map(each => ({ start: 0, base64: base64(each) })))
      }),
      { numRuns: 2000, examples: [[Uint8Array.of(0xf0, 0xbb, 0xbb, 0xef, 0xbb, 0xbf), 3, false]] },
    ))

  test('has those of each stretch where there are holes', () =>
    fc.assert(
      fc.property(bytes, bytes, step, (first, second, size) => {
        const held = [
          { start: 0, bytes: first },
          { start: first.length + 5, bytes: second },
        ]
        const body = finish(createExportBody(first.length + second.length + 5, held, collected, size))
        expect(body.text).toBe(decoded(held))
        expect(body.pieces).toEqual(held.map(each => ({ start: each.start, base64: base64(each) })))
      }),
    ))
})

describe('what is held of a body', () => {
  const MEGABYTE = 1_000_000
  /** Kept in pieces of 100 kB. */
  const storeOf = (megabytes: number) => {
    const recorder = createByteStore()
    for (let piece = 0; piece < megabytes * 10; piece++)
      recorder.append(new Uint8Array(MEGABYTE / 10).fill(piece))
    return recorder
  }
  const lengths = (store: ReturnType<typeof storeOf>['store']) =>
    finish(heldStretches(store)).map(({ start, bytes }) => [start, bytes.length])

  test('is put together in steps, as it was at the first', () => {
    const recorder = storeOf(4)
    const steps = heldStretches(recorder.store)
    let count = 0
    let next = steps.next()
    recorder.append(new Uint8Array(10))
    recorder.dropBefore(MEGABYTE, 'stream-limit')
    for (; !next.done; next = steps.next()) count++
    expect(count).toBeGreaterThanOrEqual(10)
    expect(next.value).toHaveLength(1)
    const [{ start, bytes } = { start: -1, bytes: new Uint8Array() }] = next.value
    expect([start, bytes.length]).toEqual([0, 4 * MEGABYTE])
    for (let piece = 0; piece < 40; piece++) {
      const from = (piece * MEGABYTE) / 10
      expect([bytes[from], bytes[from + MEGABYTE / 10 - 1]]).toEqual([piece, piece])
    }
  })

  test('is what lies between the holes', () => {
    const recorder = storeOf(2)
    recorder.dropBefore(150_000, 'stream-limit')
    recorder.skip(5, 'unreadable')
    expect(lengths(recorder.store)).toEqual([[150_000, 2 * MEGABYTE - 150_000]])
    recorder.append(new Uint8Array(3))
    expect(lengths(recorder.store)[1]).toEqual([2 * MEGABYTE + 5, 3])
    expect(lengths(createByteStore().store)).toEqual([])
  })
})
