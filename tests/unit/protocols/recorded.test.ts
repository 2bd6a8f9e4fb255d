import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { en } from '../../../lib/i18n/en'
import { createAssembly, protocolEvent } from '../../../lib/protocols/assembly'
import { LOOK_EVENTS } from '../../../lib/protocols/detect'
import { protocols } from '../../../lib/protocols/list'
import type { Opening, ProtocolId } from '../../../lib/protocols/types'
import { type DemoServer, startDemoServer } from '../../servers/demo-server'
import { type FedStream, fedStream } from '../session/fed-stream'
import { RECORDABLES } from './recordables'
import { type Recording, recordAll } from './recordings'

let server: DemoServer
let recordings: ReadonlyMap<string, Recording>
beforeAll(async () => {
  server = await startDemoServer({ pace: 0 })
  recordings = await recordAll(server)
})
afterAll(() => server.close())

const NAMES = [...RECORDABLES.map(({ name }) => name), 'graphql-sse-single']

const recordingOf = (name: string): Recording => {
  const recording = recordings.get(name)
  if (!recording) throw new Error(`${name} was not recorded.`)
  return recording
}

/** What is known of the exchange: all that both sides wrote, no more than the type of the answer, or its body alone. */
const KNOWN = ['headers', 'type', 'body'] as const
type Known = (typeof KNOWN)[number]

/** The stream with the bytes from one place to another. */
const streamOf = (recording: Recording, known: Known, from = 0, to = Number.POSITIVE_INFINITY): FedStream => {
  const { requestHeaders, requestText: text, responseHeaders, writes } = recording
  const isAll = known === 'headers'
  const body = isAll && text !== '' ? ({ kind: 'text', text, length: text.length } as const) : null
  const stream = fedStream({ headers: isAll ? requestHeaders : [], body: body ?? { kind: 'none' } })
  const headers = responseHeaders.filter(([name]) => isAll || (known === 'type' && name === 'content-type'))
  stream.respond({ headers })
  let place = 0
  for (const bytes of writes) {
    const piece = bytes.subarray(Math.max(0, from - place), Math.max(0, to - place))
    if (piece.length > 0) stream.push(piece)
    place += bytes.length
  }
  return stream
}

const eventsOf = ({ blocks }: FedStream): number[] =>
  Array.from({ length: blocks.length }, (_, index) => index).filter(index => blocks.kind(index) === 'event')

/** Where the first events end. */
const endsOf = (recording: Recording): number[] => {
  const stream = streamOf(recording, 'headers')
  return eventsOf(stream)
    .slice(0, LOOK_EVENTS)
    .map(index => stream.blocks.end(index))
}

const detectionOf = (stream: FedStream) => {
  const assembly = createAssembly(stream, null)
  assembly.advance(2 * LOOK_EVENTS)
  const { protocol, confidence } = assembly.detection
  return { id: protocol.id, confidence }
}

/** Names that say less than they could, but nothing wrong. */
const VAGUE: readonly ProtocolId[] = ['json', 'text']
const GENERAL: Partial<Record<ProtocolId, ProtocolId>> = { mcp: 'json-rpc', a2a: 'json-rpc', turbo: 'html' }
const isTrue = (id: ProtocolId, protocol: ProtocolId) =>
  id === protocol || id === GENERAL[protocol] || VAGUE.includes(id)

const openingOf = (stream: FedStream): Opening => {
  const { opened, response, format, blocks } = stream
  const events = eventsOf(stream)
    .slice(0, LOOK_EVENTS)
    .map(index => {
      const { data = '', id = null } = blocks.read(index) ?? {}
      return protocolEvent(index, blocks.type(index), data, id)
    })
  const requestText = opened.body.kind === 'text' ? opened.body.text : null
  const responseHeaders = response?.headers ?? []
  return { format, requestHeaders: opened.headers, responseHeaders, requestText, events }
}

describe.each(NAMES)('%s', name => {
  test.each(KNOWN)('is told rightly in the end, never wrongly before; known: its %s', known => {
    const recording = recordingOf(name)
    expect(detectionOf(streamOf(recording, known)).id).toBe(recording.protocol)
    for (const end of endsOf(recording)) {
      const { id } = detectionOf(streamOf(recording, known, 0, end))
      expect(isTrue(id, recording.protocol), `${id} was claimed of ${end} bytes`).toBe(true)
    }
  })

  test.each(KNOWN)('is never told wrongly where its beginning is missing; known: its %s', known => {
    const recording = recordingOf(name)
    for (const start of endsOf(recording)) {
      const { id } = detectionOf(streamOf(recording, known, start))
      expect(isTrue(id, recording.protocol), `${id} was claimed from byte ${start}`).toBe(true)
    }
  })

  test.each(KNOWN)('is claimed by no other protocol, not even as likely; known: its %s', known => {
    const recording = recordingOf(name)
    for (const end of [0, ...endsOf(recording)]) {
      const opening = openingOf(streamOf(recording, known, 0, end))
      const claims = protocols.filter(each => ['sure', 'likely'].includes(each.matches(opening)))
      expect(claims.map(({ id }) => id).filter(id => !isTrue(id, recording.protocol))).toEqual([])
    }
  })
})

/** Parts of which no protocol says when they are whole, or whose kind was guessed. */
const ENDLESS = ['data', 'html']

test.each(NAMES)('no part of %s is left unfinished', name => {
  const stream = streamOf(recordingOf(name), 'headers')
  stream.close()
  const assembly = createAssembly(stream, null)
  while (assembly.advance(Number.POSITIVE_INFINITY));
  const { parts, notes } = assembly.message.at()
  const open = parts.filter(part => part.state !== 'done' && !part.inferred && !ENDLESS.includes(part.kind))
  expect(open.map(({ kind, name: part }) => [kind, part])).toEqual([])
  expect(notes).toEqual([])
})

test.each([
  ['failing-connect', 'resource_exhausted'],
  ['failing-grpc-web', 'grpc-status 8'],
])('%s says so after its first message', (name, code) => {
  const assembly = createAssembly(streamOf(recordingOf(name), 'headers'), null)
  while (assembly.advance(Number.POSITIVE_INFINITY));
  const { parts, ended } = assembly.message.at()
  expect(parts.find(({ kind }) => kind === 'error')).toMatchObject({ name: code, text: 'nothing to say' })
  expect(parts.find(({ kind }) => kind === 'data')?.items.length).toBe(1)
  expect(ended).toBe(true)
})

/** The number of the event from which on a stream is told rightly, and whether that is certain. */
const toldFrom = (recording: Recording, known: Known): string => {
  const isRight = (to: number) => detectionOf(streamOf(recording, known, 0, to)).id === recording.protocol
  const ends = endsOf(recording)
  const wrong = ends.findLastIndex(end => !isRight(end))
  const { confidence } = detectionOf(streamOf(recording, known))
  return `${wrong + 2}${confidence === 'sure' ? '' : ' (inferred)'}`
}

const rowOf = (recording: Recording): string => {
  const { name, protocol } = recording
  const told = KNOWN.map(known => toldFrom(recording, known))
  return `| \`${name}\` | ${en[`protocol.${protocol}`]} | ${told.join(' | ')} |`
}

test('the page of documentation has the row of each', () => {
  const page = readFileSync(new URL('../../../docs/messages.md', import.meta.url), 'utf8')
  const rows = page.split('\n').filter(line => line.startsWith('| `'))
  const documented = rows.filter(row => NAMES.some(name => row.startsWith(`| \`${name}\` |`)))
  expect(documented).toEqual(NAMES.map(name => rowOf(recordingOf(name))))
})
