import { createDiagnostics } from '../../lib/diagnostics/diagnostics'
import { RULES } from '../../lib/diagnostics/list'
import type { Rule } from '../../lib/diagnostics/types'
import { createSession } from '../../lib/session/session'
import type { Session } from '../../lib/session/types'
import { decodeRelayMessage, encodeRelayMessage } from '../../lib/wire/messages'
import { median } from './report.ts'

/*
 * Runs by itself in a process of its own, bundled as the extension is: what a test runner makes of imports would be
 * measured too. Prints one JSON object.
 */

const EVENTS = 1_000_000
const PER_CHUNK = 5
const PER_MESSAGE = 500
const ROUNDS = 9

/** What a language model's relay sends: an ID, a type and some JSON, about 120 bytes an event, a few in a chunk. */
const chunkOf = (from: number): Uint8Array => {
  let text = ''
  for (let id = from; id < from + PER_CHUNK; id++)
    text += `id: ${id}\nevent: delta\ndata: {"choices":[{"index":0,"delta":{"content":"token ${id}"},"finish_reason":null}]}\n\n`
  return new TextEncoder().encode(text)
}

const AT = 1_790_000_000_000
const DOCUMENT = {
  ...{ id: 'doc', url: 'https://a.example/', openedAt: AT, isTopFrame: true, origin: 'https://a.example' },
  frameName: '',
}

// Node 24 has no such function; browsers have, natively.
Uint8Array.fromBase64 ??= text => {
  const { buffer, byteOffset, length } = Buffer.from(text, 'base64')
  return new Uint8Array(buffer, byteOffset, length)
}

/** As ports deliver them. */
const messages = Array.from({ length: EVENTS / PER_MESSAGE }, (_, index) => {
  const chunks = Array.from({ length: PER_MESSAGE / PER_CHUNK }, (_, chunk) =>
    chunkOf(index * PER_MESSAGE + chunk * PER_CHUNK),
  )
  const record = {
    ...({ kind: 'chunks-received', streamId: 1, consumer: 'reader' } as const),
    times: chunks.map((_, chunk) => AT + index * 10 + chunk / 10),
    sizes: chunks.map(({ length }) => length),
    bytes: new Uint8Array(Buffer.concat(chunks)),
  }
  return JSON.stringify(encodeRelayMessage(DOCUMENT, [{ sequence: index, record }]))
})

/** As in the panel: messages come in, and every so often the panel looks at what is new. */
const record = (look: (session: Session) => void): Session => {
  const session = createSession()
  const at = AT
  session.openDocument(DOCUMENT)
  session.append('doc', {
    ...{ kind: 'stream-opened', streamId: 1, at, source: 'fetch', method: 'GET', url: 'https://a.example/s' },
    ...{ headers: [], body: { kind: 'none' } },
  })
  session.append('doc', {
    ...{
      kind: 'response-received',
      streamId: 1,
      at,
      url: 'https://a.example/s',
      status: 200,
      statusText: '',
    },
    ...{ headers: [['content-type', 'text/event-stream']], responseType: 'basic', redirected: false },
  })
  for (const [index, text] of messages.entries()) {
    for (const { record } of decodeRelayMessage(JSON.parse(text))?.records ?? [])
      session.append('doc', record)
    if (index % 4 === 3) look(session)
  }
  session.append('doc', { kind: 'stream-closed', streamId: 1, at, reason: 'complete', message: '' })
  look(session)
  return session
}

const withRules = (rules: readonly Rule[]) => {
  let diagnostics: ReturnType<typeof createDiagnostics> | null = null
  return record(session => {
    diagnostics ??= createDiagnostics(session, rules)
    diagnostics.refresh(AT)
    while (diagnostics.step());
  })
}

/** Milliseconds that the thread had of a processor. */
const timed = (run: () => Session): number => {
  const before = process.threadCpuUsage()
  if (run().streams[0]?.eventCount !== EVENTS) throw new Error('Events are missing.')
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}

const ratios: number[] = []
const plain: number[] = []
const full: number[] = []
for (let round = 0; round < ROUNDS; round++) {
  plain.push(timed(() => record(() => {})))
  full.push(timed(() => withRules(RULES)))
  ratios.push((full.at(-1) ?? 0) / (plain.at(-1) ?? 1))
}
const row = { recorded: median(plain), withRules: median(full), ratio: median(ratios) }
console.log(JSON.stringify({ 'one million events': [row] }))
