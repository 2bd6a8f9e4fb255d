import { createParser } from 'eventsource-parser'
import { createEventStreamParser } from '../../lib/event-stream/parser'
import { readBlock } from '../../lib/event-stream/read-block'
import { jsonLines } from '../../lib/formats/json-lines'
import { createBlockTable } from '../../lib/session/block-table'
import { createByteStore } from '../../lib/session/byte-store'
import { createChunkTable } from '../../lib/session/chunk-table'
import { createSession } from '../../lib/session/session'
import { median } from './report.ts'

/*
 * Runs by itself in a process of its own, bundled as the extension is: what a test runner makes of imports would be
 * measured too. Prints one JSON object: the name of each table and its rows.
 */

const WARM_UP = 4
const ROUNDS = 11
const BODY_BYTES = 2 * 1024 * 1024
const CHUNK_SIZES = [4096, 128]

const openAi = (content: string): string =>
  `{"id":"chatcmpl-9xKq2","object":"chat.completion.chunk","created":1795224983,"model":"gpt-5.2","system_fingerprint":` +
  `"fp_44709d","choices":[{"index":0,"delta":{"content":${JSON.stringify(content)}},"finish_reason":null}]}`

const EVENTS: Record<string, (index: number) => string> = {
  'OpenAI, 200 B': index => `data: ${openAi(` token${index % 97}`)}\n\n`,
  'same, CR LF': index => `data: ${openAi(` token${index % 97}`)}\r\n\r\n`,
  'named, with id': index =>
    `event: content_block_delta\nid: ${index}\ndata: ${openAi(' a').slice(0, 140)}\n\n`,
  'ten data lines': index => `${`data: <div id="row-${index}">\n`.repeat(10)}\n`,
  '1 KB': index => `data: ${openAi('lorem ipsum '.repeat(70) + index)}\n\n`,
  'Chinese, 200 B': index => `data: ${openAi(`${index}，流式事件`)}\n\n`,
}

function bodyOf(event: (index: number) => string): { body: Uint8Array; events: number } {
  const texts: string[] = []
  for (let index = 0, bytes = 0; bytes < BODY_BYTES; index++) {
    const text = event(index)
    texts.push(text)
    bytes += text.length
  }
  return { body: new TextEncoder().encode(texts.join('')), events: texts.length }
}

/** Chunks of their own memory, as a network gives them. */
function chunksOf(body: Uint8Array, size: number): Uint8Array[] {
  const chunks: Uint8Array[] = []
  for (let at = 0; at < body.length; at += size) chunks.push(body.slice(at, at + size))
  return chunks
}

/** Returns the number of events and the length of their data, which nothing may optimise away. */
type Contestant = (chunks: readonly Uint8Array[], body: Uint8Array) => { events: number; length: number }

const eventsourceParser: Contestant = chunks => {
  const result = { events: 0, length: 0 }
  const decoder = new TextDecoder()
  const parser = createParser({
    onEvent: ({ data }) => {
      result.events++
      result.length += data.length
    },
  })
  for (const chunk of chunks) parser.feed(decoder.decode(chunk, { stream: true }))
  return result
}

const parser: Contestant = chunks => {
  const result = { events: 0, length: 0 }
  const ours = createEventStreamParser({
    onBlock: ({ end }) => {
      result.events++
      result.length = end
    },
    onProblem: () => {},
  })
  for (const chunk of chunks) ours.feed(chunk)
  ours.end()
  return result
}

/** With the session's table of blocks. */
const index: Contestant = chunks => {
  const source = { chunks: createChunkTable().table, bytes: createByteStore().store, readBlock }
  const { table, push } = createBlockTable(source)
  const ours = createEventStreamParser({ onBlock: push, onProblem: () => {} })
  for (const chunk of chunks) ours.feed(chunk)
  ours.end()
  return { events: table.length, length: table.end(table.length - 1) }
}

/** With every event read in full. */
const withData: Contestant = (chunks, body) => {
  const result = { events: 0, length: 0 }
  const ours = createEventStreamParser({
    onBlock: ({ start, end }) => {
      result.events++
      result.length += readBlock(body.subarray(start, end), start).data.length
    },
    onProblem: () => {},
  })
  for (const chunk of chunks) ours.feed(chunk)
  ours.end()
  return result
}

const CONTESTANTS = { eventsourceParser, parser, index, withData }
type Name = keyof typeof CONTESTANTS

interface Match {
  events: string
  size: number
  body: Uint8Array
  chunks: readonly Uint8Array[]
  count: number
}

const matches: readonly Match[] = CHUNK_SIZES.flatMap(size =>
  Object.entries(EVENTS).map(([events, event]) => {
    const { body, events: count } = bodyOf(event)
    return { events, size, body, chunks: chunksOf(body, size), count }
  }),
)

/** Nanoseconds an event. */
function time(name: Name, { body, chunks, count }: Match): number {
  const start = performance.now()
  const result = CONTESTANTS[name](chunks, body)
  const nanoseconds = ((performance.now() - start) * 1e6) / count
  if (result.events !== count) throw new Error(`${name} found ${result.events} of ${count} events.`)
  return nanoseconds
}

/** A row for each kind of events and size of chunks: medians of interleaved rounds, and how often faster than the first. */
function compete(first: Name, others: readonly Name[]): object[] {
  const names = [first, ...others]
  for (let round = 0; round < WARM_UP; round++) {
    for (const match of matches) for (const name of names) time(name, match)
  }
  return matches.map(match => {
    const times = new Map<Name, number[]>(names.map(name => [name, []]))
    for (let round = 0; round < ROUNDS; round++)
      for (const name of names) times.get(name)?.push(time(name, match))
    const middle = (name: Name) => median(times.get(name) ?? [])
    const costs = names.map(name => [name, Math.round(middle(name))])
    const ratios = others.map(name => [`${name}: faster by`, (middle(first) / middle(name)).toFixed(2)])
    return { chunks: `${match.size} B`, events: match.events, ...Object.fromEntries([...costs, ...ratios]) }
  })
}

/** Nanoseconds a byte of parsing with the given factory. */
function costPerByte(run: (chunks: readonly Uint8Array[]) => void, chunks: readonly Uint8Array[]): number {
  const times: number[] = []
  for (let round = -2; round < 7; round++) {
    const start = performance.now()
    run(chunks)
    if (round >= 0) times.push(performance.now() - start)
  }
  return (median(times) * 1e6) / chunks.reduce((sum, { length }) => sum + length, 0)
}

const feed =
  (createParser: typeof createEventStreamParser) =>
  (chunks: readonly Uint8Array[]): void => {
    const parser = createParser({ onBlock: () => {}, onProblem: () => {} })
    for (const chunk of chunks) parser.feed(chunk)
    parser.end()
  }

function longLines(): object[] {
  const line = (bytes: number) => new TextEncoder().encode(`data: ${'x'.repeat(bytes)}\n\n`)
  const cost = (bytes: number, size: number) =>
    costPerByte(feed(createEventStreamParser), chunksOf(line(bytes), size)).toFixed(3)
  return [
    { chunks: '64 KB', '1 MB line': cost(2 ** 20, 65_536), '50 MB line': cost(50 * 2 ** 20, 65_536) },
    { chunks: '1 B', '64 KB line': cost(2 ** 16, 1), '1 MB line': cost(2 ** 20, 1) },
  ]
}

function checkedLines(): object[] {
  const { body, events } = bodyOf(index => `${openAi(` token${index % 97}`)}\n`)
  const perLine = (body.length / events) * costPerByte(feed(jsonLines.createParser), chunksOf(body, 4096))
  return [{ 'with every line checked': Math.round(perLine) }]
}

function usedBytes(): number {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

function oneMillionEvents(): object[] {
  const event = new TextEncoder().encode(`data: ${'x'.repeat(192)}\n\n`)
  const before = usedBytes()
  const session = createSession()
  const document = {
    id: 'd',
    url: 'https://example.test/',
    openedAt: 0,
    isTopFrame: true,
    origin: 'https://app.example',
    frameName: '',
  }
  session.openDocument(document)
  const common = { streamId: 1, at: 0, url: document.url }
  const opened = { source: 'fetch', method: 'GET', headers: [], body: { kind: 'none' } } as const
  const answer = { status: 200, statusText: '', responseType: 'basic', redirected: false } as const
  session.append('d', { kind: 'stream-opened', ...common, ...opened })
  session.append('d', {
    kind: 'response-received',
    ...common,
    ...answer,
    headers: [['content-type', 'text/event-stream']],
  })
  const start = performance.now()
  for (let time = 0; time < 1_000_000; time++) {
    const chunk = { times: [time], sizes: [event.length], bytes: event.slice() }
    session.append('d', { kind: 'chunks-received', streamId: 1, consumer: 'reader', ...chunk })
  }
  const milliseconds = performance.now() - start
  const bytes = usedBytes() - before
  if (session.streams[0]?.eventCount !== 1_000_000) throw new Error('Events are missing.')
  return [
    {
      'µs an event, a chunk each': (milliseconds / 1000).toFixed(2),
      'bytes an event': (bytes / 1e6).toFixed(1),
      'of the raw bytes': (bytes / (1e6 * event.length)).toFixed(2),
    },
  ]
}

const tables = {
  'our parser beside eventsource-parser, nanoseconds an event': compete('eventsourceParser', [
    'parser',
    'index',
  ]),
  'the same with every event read in full': compete('eventsourceParser', ['withData']),
  'one long line, nanoseconds a byte': longLines(),
  'JSON lines of 200 bytes, nanoseconds a line': checkedLines(),
  'one million events of 200 bytes in a session, a chunk each': oneMillionEvents(),
}
console.log(JSON.stringify(tables))
