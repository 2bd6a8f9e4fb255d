import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import {
  createEnvelopeReadableStream,
  type EnvelopedMessage,
  encodeEnvelope,
} from '@connectrpc/connect/protocol'
import { trailerFlag, trailerSerialize } from '@connectrpc/connect/protocol-grpc-web'
import fc from 'fast-check'
import { meros } from 'meros/browser'
import { describe, expect, test } from 'vitest'
import type { Format } from '../../../lib/event-stream/types'
import { connect } from '../../../lib/formats/connect'
import { grpcWeb } from '../../../lib/formats/grpc-web'
import { multipart } from '../../../lib/formats/multipart'
import { rsc } from '../../../lib/formats/rsc'
import { bytesOf, cutAt, parseChunks } from '../event-stream/parsing'
import { base64 } from './bodies'
import { BYTES, FLOATS, LONG_TEXT } from './flight-model.mjs'

const details = (format: Format, body: Uint8Array, contentType: string) => {
  const { blocks, problems } = parseChunks([body], handlers => format.createParser(handlers, contentType))
  expect(problems).toEqual([])
  return blocks.map(({ kind, start, end }) => {
    expect(kind).toBe('event')
    return format.readBlock(body.subarray(start, end), start)
  })
}

const streamOf = (chunks: readonly Uint8Array[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) if (chunk.length > 0) controller.enqueue(chunk)
      controller.close()
    },
  })

const hexadecimal = (bytes: Uint8Array) =>
  Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join(' ')
const cuts = fc.array(fc.nat({ max: 10_000 }), { maxLength: 6 })
const json = fc.json({ maxDepth: 2, stringUnit: 'grapheme' }).filter(text => /^[{[]/.test(text))

describe('multipart', () => {
  const part = fc.record({ json, extra: fc.constantFrom('', 'Content-Length: 7\r\n', 'X-A: a: b\r\n') })

  // In one chunk: meros misses a delimiter that a chunk's border cuts where another stands in the same chunk.
  test('parts are those that meros finds', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(part, { minLength: 1, maxLength: 5 }),
        fc.constantFrom('-', 'gc0p4Jq0M2Yt08j34c0p', '"a b"'),
        async (parts, boundary) => {
          const contentType = `multipart/mixed; boundary=${boundary}; deferSpec=20220824`
          const delimiter = `--${boundary.replaceAll('"', '')}`
          const head = '\r\nContent-Type: application/json\r\n'
          const texts = parts.map(({ json, extra }) => `${head}${extra}\r\n${json}\r\n${delimiter}`)
          const body = bytesOf(delimiter, ...texts, '--\r\n')
          const found = await merosParts(body, contentType)
          const ours = details(multipart, body, contentType).map(({ data, fields }) => ({
            body: JSON.parse(data),
            headers: Object.fromEntries(fields.map(({ name, value }) => [name.toLowerCase(), value])),
          }))
          expect(ours).toEqual(found)
          expect(ours).toHaveLength(parts.length)
        },
      ),
      { numRuns: 200 },
    ))
})

async function merosParts(body: Uint8Array, contentType: string): Promise<object[]> {
  const response = new Response(streamOf([body]), { headers: { 'content-type': contentType } })
  const parts = await meros(response)
  if (parts instanceof Response) throw new Error('meros found no parts.')
  const found: object[] = []
  for await (const { body, headers } of parts) found.push({ body, headers })
  return found
}

describe('envelopes', () => {
  const message = fc.record({ flags: fc.constantFrom(0, 1), data: fc.uint8Array({ maxLength: 20 }) })

  const read = async (chunks: readonly Uint8Array[]): Promise<EnvelopedMessage[]> => {
    const found: EnvelopedMessage[] = []
    for await (const envelope of createEnvelopeReadableStream(streamOf(chunks))) found.push(envelope)
    return found
  }
  const summary = (flags: number, data: Uint8Array) => [
    `0x${flags.toString(16).padStart(2, '0')}`,
    String(data.length),
    hexadecimal(data),
  ]

  test('messages are those that Connect’s own client finds', () =>
    fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 6 }), cuts, async (messages, places) => {
        const body = bytesOf(...messages.map(({ flags, data }) => encodeEnvelope(flags, data)))
        const found = await read(
          cutAt(
            body,
            places.map(at => at % (body.length + 1)),
          ),
        )
        const ours = details(connect, body, 'application/connect+proto')
        expect(ours.map(({ fields, data }) => [fields[0]?.value, fields[1]?.value, data])).toEqual(
          found.map(({ flags, data }) => {
            const isText = ours[found.findIndex(other => other.data === data)]?.encoding === undefined
            return [
              ...summary(flags, data).slice(0, 2),
              isText ? new TextDecoder().decode(data) : hexadecimal(data),
            ]
          }),
        )
      }),
      { numRuns: 200 },
    ))

  const trailers = encodeEnvelope(
    trailerFlag,
    trailerSerialize(new Headers({ 'grpc-status': '5', 'grpc-message': 'no: such' })),
  )

  test('gRPC-web’s frames and trailers are read, however base64 is padded', () =>
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 9 }), { maxLength: 6 }),
        cuts,
        (contents, places) => {
          const binary = bytesOf(
            ...contents.map(data => encodeEnvelope(0, Uint8Array.from([8, ...data]))),
            trailers,
          )
          const flushed = cutAt(
            binary,
            places.map(at => at % (binary.length + 1)),
          )
          const text = bytesOf(...flushed.map(base64))
          const expected = details(grpcWeb, binary, 'application/grpc-web+proto')
          const strip = (all: typeof expected) =>
            all.map(({ fields, ...rest }) => ({
              ...rest,
              fields: fields.map(({ name, value }) => [name, value]),
            }))
          expect(strip(details(grpcWeb, text, 'application/grpc-web-text+proto'))).toEqual(strip(expected))
          expect(expected.slice(0, -1).map(({ data }) => data)).toEqual(
            contents.map(data => `08 ${hexadecimal(data)}`),
          )
          expect(expected.at(-1)).toMatchObject({
            type: 'trailers',
            fields: [
              {},
              {},
              { name: 'grpc-message', value: 'no: such' },
              { name: 'grpc-status', value: '5' },
            ],
          })
        },
      ),
      { numRuns: 300 },
    ))
})

describe('React', () => {
  const script = fileURLToPath(new URL('./flight-server.mjs', import.meta.url))
  const render = (mode: string) =>
    new Uint8Array(
      execFileSync(process.execPath, ['--conditions', 'react-server', script], {
        env: { ...process.env, NODE_ENV: mode },
      }),
    )

  test.each(['production', 'development'])('every row of what its server sends in %s is found', mode => {
    const body = render(mode)
    const rows = details(rsc, body, 'text/x-component')
    const ofType = (type: string) => rows.filter(row => row.type === type).map(({ data }) => data)
    expect(ofType('T')).toEqual([LONG_TEXT, LONG_TEXT, 'short'])
    expect(ofType('o')).toEqual([hexadecimal(BYTES)])
    expect(ofType('A')).toEqual([hexadecimal(BYTES)])
    expect(ofType('b')).toEqual([hexadecimal(BYTES)])
    expect(ofType('g')).toEqual([hexadecimal(new Uint8Array(FLOATS.buffer))])
    expect(ofType('E').map(error => JSON.parse(error).digest)).toEqual(['digest'])
    expect(ofType('model').map(model => JSON.parse(model))).toContainEqual({ done: true })
    expect(ofType('C')).toEqual(['', ''])
    const root = rows.find(({ id, type }) => id === '0' && type === 'model')
    expect(JSON.parse(root?.data ?? '')).toMatchObject({ short: 'text' })
  })

  test('rows lie side by side, and nothing between them', () => {
    const body = render('production')
    const { blocks } = parseChunks([body], rsc.createParser)
    expect(blocks.map(({ start }) => start)).toEqual([0, ...blocks.slice(0, -1).map(({ end }) => end)])
    expect(blocks.at(-1)?.end).toBe(body.length)
  })

  test('they look like what they are', () => {
    expect(rsc.looksLike(render('development'))).toBe(true)
  })
})
