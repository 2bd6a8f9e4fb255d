import { expect, test } from 'vitest'
import { createDiagnostics } from '../../lib/diagnostics/diagnostics'
import { RULES } from '../../lib/diagnostics/list'
import type { Rule } from '../../lib/diagnostics/types'
import { createSession } from '../../lib/session/session'
import type { Session } from '../../lib/session/types'
import { median, printTable } from './report'

const EVENTS = 1_000_000
const PER_CHUNK = 500
const GOAL = 1.3
const ROUNDS = 5

/** What a language model's relay sends: an ID, a type and some JSON, about 120 bytes an event. */
const chunkOf = (from: number): Uint8Array => {
  let text = ''
  for (let id = from; id < from + PER_CHUNK; id++)
    text += `id: ${id}\nevent: delta\ndata: {"choices":[{"index":0,"delta":{"content":"token ${id}"},"finish_reason":null}]}\n\n`
  return new TextEncoder().encode(text)
}

const chunks = Array.from({ length: EVENTS / PER_CHUNK }, (_, index) => chunkOf(index * PER_CHUNK))

/** As in the panel: records come, and every so often the panel looks at what is new. */
const record = (look: (session: Session) => void): Session => {
  const session = createSession()
  const at = 1_790_000_000_000
  session.openDocument({
    ...{ id: 'doc', url: 'https://a.example/', openedAt: at, isTopFrame: true, origin: 'https://a.example' },
    frameName: '',
  })
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
  for (const [index, bytes] of chunks.entries()) {
    const times = [at + index]
    session.append('doc', {
      ...{ kind: 'chunks-received', streamId: 1, times, sizes: [bytes.length], bytes, consumer: 'reader' },
    })
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
    diagnostics.refresh(1_790_000_000_000)
    while (diagnostics.step());
  })
}

const timed = (run: () => Session): number => {
  const start = performance.now()
  expect(run().streams[0]?.eventCount).toBe(EVENTS)
  return performance.now() - start
}

test(`one million events with all rules cost at most ${GOAL} times as much as without`, () => {
  const ratios: number[] = []
  const plain: number[] = []
  const full: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    plain.push(timed(() => record(() => {})))
    full.push(timed(() => withRules(RULES)))
    ratios.push((full.at(-1) ?? 0) / (plain.at(-1) ?? 1))
  }
  printTable([{ recorded: median(plain), withRules: median(full), ratio: median(ratios) }])
  expect(median(ratios)).toBeLessThanOrEqual(GOAL)
})
