import type { Stream } from '../../session/types'
import { requestHeader, resumedFrom } from '../headers'
import { hasBytes } from '../sight'
import type { Finding, Rule, Surroundings } from '../types'

const COMPARED = 3
const READ = 4096

/** Whether the server took up where the connection before had ended. */
export const resume: Rule = {
  codes: ['last-event-id-ignored', 'last-event-repeated', 'no-ids'],
  watch: (stream, surroundings) => {
    if (isWithoutResumption(stream)) return null
    let known: readonly Finding[] | null = null
    return {
      findings() {
        if (known !== null) return known
        if (stream.eventCount < COMPARED && stream.closed === null) return []
        known = examine(stream, surroundings)
        return known
      },
    }
  },
}

/** Since its revision of 2026-07-28, by which revisions are named, MCP has no IDs. */
const isWithoutResumption = (stream: Stream): boolean => {
  const version = requestHeader(stream, 'mcp-protocol-version') ?? ''
  return /^\d{4}-\d\d-\d\d$/.test(version) && version >= '2026-07-28'
}

const examine = (stream: Stream, surroundings: Surroundings): Finding[] => {
  const before = connectionBefore(stream, surroundings)
  if (before === null || before.eventCount === 0) return []
  const id = resumedFrom(stream)
  if (id === '') return stream.follows !== null && isWithoutIds(before) ? [noIds(before)] : []
  const code = repeatsNamed(stream, before, id)
    ? 'last-event-repeated'
    : isRepetition(stream, before)
      ? 'last-event-id-ignored'
      : null
  if (code === null) return []
  return [
    {
      code,
      severity: 'warning',
      args: { id },
      evidence: [
        { kind: 'request' },
        { kind: 'event', index: firstEvent(stream) },
        { kind: 'stream', key: before.key },
      ],
    },
  ]
}

const noIds = ({ key }: Stream): Finding => ({
  code: 'no-ids',
  severity: 'info',
  args: {},
  evidence: [{ kind: 'stream', key }],
})

const connectionBefore = (stream: Stream, surroundings: Surroundings): Stream | null => {
  const chain = surroundings.chain(stream)
  const at = chain.indexOf(stream)
  if (at > 0) return chain[at - 1] ?? null
  if (resumedFrom(stream) === '') return null
  for (const before of surroundings.before(stream)) return before
  return null
}

const firstEvent = ({ blocks }: Stream): number => {
  for (let index = 0; index < blocks.length; index++) if (blocks.kind(index) === 'event') return index
  return 0
}

const isWithoutIds = (before: Stream): boolean => {
  if (!hasBytes(before)) return false
  return before.blocks.length > 0 && before.blocks.lastEventId(before.blocks.length - 1) === ''
}

/** The first event is the very one that the request names. An ID that events share names none. */
const repeatsNamed = (stream: Stream, before: Stream, id: string): boolean => {
  const first = stream.blocks.read(firstEvent(stream), READ)
  if (first?.id !== id || first.data === '') return false
  const { blocks } = before
  let index = blocks.length - 1
  while (index >= 0 && blocks.kind(index) !== 'event') index--
  const named = index < 0 ? null : blocks.read(index, READ)
  if (named?.id !== id || named.type !== first.type || named.data !== first.data) return false
  return index === 0 || blocks.lastEventId(index - 1) !== id
}

/** The first events are those that the connection before began with, IDs and all. */
const isRepetition = (stream: Stream, before: Stream): boolean => {
  const count = Math.min(COMPARED, before.eventCount)
  if (stream.eventCount < count) return false
  const texts = firstTexts(stream, count)
  return texts.length === count && texts.join('\0') === firstTexts(before, count).join('\0')
}

const firstTexts = ({ blocks }: Stream, count: number): string[] => {
  const texts: string[] = []
  for (let index = 0; index < blocks.length && texts.length < count; index++) {
    if (blocks.kind(index) !== 'event') continue
    const id = blocks.lastEventId(index)
    const detail = blocks.read(index, READ)
    // Without IDs of their own events may well be alike.
    if (detail === null || id === null || id === '') return []
    texts.push(`${id}\n${detail.type}\n${detail.data}`)
  }
  return texts
}
