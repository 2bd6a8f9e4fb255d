import { expect, test } from 'vitest'
import { createAssembly } from '../../lib/protocols/assembly'
import { createSession } from '../../lib/session/session'
import { documentInfo, opened, responded } from '../unit/session/recording'
import { median } from './report'

const DELTAS = 100_000
/** Deltas a chunk, so that feeding the stream takes no time worth the name. */
const CHUNK = 1000

const chat = (index: number) =>
  `data: {"id":"c","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"content":" word${index}"},"finish_reason":null}]}\n\n`

/** A board of 100 rows that patches keep up to date, and a list that grows. */
const patch = (index: number) =>
  index === 0
    ? `data: ${JSON.stringify([{ op: 'add', path: '', value: { rows: Array(100).fill({ n: 0 }), log: [] } }])}\n\n`
    : `data: [{"op":"replace","path":"/rows/${index % 100}/n","value":${index}},{"op":"add","path":"/log/-","value":"${index}"}]\n\n`

const streamOf = (deltas: number, delta: (index: number) => string) => {
  const session = createSession()
  session.openDocument(documentInfo())
  session.append('doc', opened())
  session.append('doc', responded())
  const stream = session.stream('doc/1')
  if (!stream) throw new Error('The session did not take the stream.')
  for (let from = 0; from < deltas; from += CHUNK) {
    const text = Array.from({ length: CHUNK }, (_, index) => delta(from + index)).join('')
    const bytes = new TextEncoder().encode(text)
    session.append('doc', {
      kind: 'chunks-received',
      streamId: 1,
      times: [2000 + from],
      sizes: [bytes.length],
      bytes,
      consumer: 'reader',
    })
  }
  return stream
}

/** 95 of 100 are not longer: now and then the machine itself takes time. */
const high = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN

const timed = <T>(work: () => T): { time: number; value: T } => {
  const start = performance.now()
  const value = work()
  return { time: performance.now() - start, value }
}

test('a delta costs the same at the end of a message of 100,000 as at its beginning', () => {
  const assembly = createAssembly(streamOf(DELTAS, chat), null)
  const tenths = Array.from({ length: 10 }, () => timed(() => assembly.advance(DELTAS / 10)).time)
  const early = median(tenths.slice(1, 5))
  const late = median(tenths.slice(6))
  console.log(`µs a delta: ${tenths.map(time => ((time * 10_000) / DELTAS).toFixed(2)).join(' ')}`)
  expect(late / early).toBeLessThan(2)
})

test('a message of 100,000 deltas is shown at any of them in far less than a frame of 50 ms', () => {
  const assembly = createAssembly(streamOf(DELTAS, chat), null)
  while (assembly.advance(DELTAS));
  const first = timed(() => assembly.message.at(DELTAS / 2).parts[0]?.text.length).time
  const places = Array.from({ length: 1000 }, (_, index) => (index * 7919) % DELTAS)
  const times = places.map(place => timed(() => assembly.message.at(place).parts[0]?.text.length).time)
  console.log(
    `first ${first.toFixed(2)} ms, median ${median(times).toFixed(4)}, p95 ${high(times).toFixed(4)}`,
  )
  expect(high(times)).toBeLessThan(50)
})

test('a document that was patched 100,000 times is shown after any patch in less than a frame of 50 ms', () => {
  const assembly = createAssembly(streamOf(DELTAS, patch), null)
  const tenths = Array.from({ length: 10 }, () => timed(() => assembly.advance(DELTAS / 10)).time)
  console.log(`µs a patch: ${tenths.map(time => ((time * 10_000) / DELTAS).toFixed(2)).join(' ')}`)
  expect(median(tenths.slice(6)) / median(tenths.slice(1, 5))).toBeLessThan(2)
  const lengthAt = (place: number) => assembly.message.at(place).parts[0]?.text.length
  const first = timed(() => lengthAt(0)).time
  const places = Array.from({ length: 200 }, (_, index) => (index * 79_190) % DELTAS)
  const times = places.map(place => timed(() => lengthAt(place)).time)
  console.log(
    `first ${first.toFixed(1)} ms, median ${median(times).toFixed(1)}, p95 ${high(times).toFixed(1)}`,
  )
  expect(high(times)).toBeLessThan(50)
})

test('a message that grows is shown after every thousand deltas without being joined anew', () => {
  const assembly = createAssembly(streamOf(DELTAS, chat), null)
  const times: number[] = []
  while (assembly.advance(1000)) times.push(timed(() => assembly.message.at().parts[0]?.text.at(-1)).time)
  console.log(`median ${median(times).toFixed(3)} ms, p95 ${high(times).toFixed(4)}`)
  expect(high(times)).toBeLessThan(50)
})
