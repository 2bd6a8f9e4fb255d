import { type Assembly, createAssembly } from '../../../lib/protocols/assembly'
import { protocolById } from '../../../lib/protocols/list'
import type { MessageView, PartView } from '../../../lib/protocols/message-types'
import type { ProtocolId } from '../../../lib/protocols/types'
import { type FedStream, type FedStreamOptions, fedStream } from '../session/fed-stream'

export interface Given extends FedStreamOptions {
  responseHeaders?: readonly [string, string][]
  request?: unknown
  chosen?: ProtocolId
}

/** A stream that brought the chunks so far. */
export const openStreamOf = (
  chunks: readonly string[],
  { responseHeaders = [], request, ...rest }: Given = {},
) => {
  const text = JSON.stringify(request)
  const body = text === undefined ? {} : { body: { kind: 'text', text, length: text.length } as const }
  const stream: FedStream = fedStream({ ...body, ...rest })
  const type: [string, string] = ['content-type', rest.contentType ?? 'text/event-stream']
  stream.respond({ headers: [type, ...responseHeaders] })
  for (const chunk of chunks) stream.push(chunk)
  return stream
}

/** A stream that brought the chunks, and ended. */
export const streamOf = (chunks: readonly string[], given: Given = {}) => {
  const stream = openStreamOf(chunks, given)
  stream.close()
  return stream
}

/** Everything read, `slice` blocks at a time. */
export const assemblyOf = (
  stream: FedStream,
  chosen?: ProtocolId,
  slice = Number.POSITIVE_INFINITY,
): Assembly => {
  const assembly = createAssembly(stream, chosen ? protocolById(chosen) : null)
  while (assembly.advance(slice));
  return assembly
}

export const messageOf = (
  chunks: readonly string[],
  given: Given = {},
): MessageView & { protocol: ProtocolId } => {
  const { detection, message } = assemblyOf(streamOf(chunks, given), given.chosen)
  return { ...message.at(), protocol: detection.protocol.id }
}

type Named = readonly [type: string, data: string | object]
const isNamed = (event: string | object): event is Named =>
  Array.isArray(event) && typeof event[0] === 'string'

/** Events as servers write them: values as JSON, a name before where there is one. */
export const sse = (...events: readonly (string | object | Named)[]): string[] =>
  events.map(event => {
    const [type, data] = isNamed(event) ? event : ['', event]
    const text = typeof data === 'string' ? data : JSON.stringify(data)
    const lines = text.split('\n').map(line => `data: ${line}\n`)
    return `${type === '' ? '' : `event: ${type}\n`}${lines.join('')}\n`
  })

export const lines = (...values: readonly object[]): string[] =>
  values.map(value => `${JSON.stringify(value)}\n`)

/** What people see of the parts: kind, name, text and result. */
export const shownParts = ({ parts }: MessageView): (readonly string[])[] =>
  parts.map(({ kind, name, text, result }) => [
    kind,
    ...[name, text, result ?? ''].filter(each => each !== ''),
  ])

export const partsOfKind = ({ parts }: MessageView, kind: PartView['kind']) =>
  parts.filter(part => part.kind === kind)
