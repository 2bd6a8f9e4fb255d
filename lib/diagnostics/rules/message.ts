import type { MessageView, Note, PartView } from '../../protocols/message-types'
import type { Stream } from '../../session/types'
import { cut } from '../places'
import { missingFrom } from '../sight'
import type { Evidence, Finding, Rule } from '../types'

/**
 * What a stream adds up to, held against what it says of itself. Behind bytes that are missing it adds up to nothing
 * certain: they may have held the rest.
 */
export const message: Rule = {
  codes: ['message-differs', 'arguments-invalid', 'answer-empty'],
  watch: (stream, surroundings) => {
    let known: readonly Finding[] = []
    return {
      findings() {
        const view = surroundings.message(stream)
        // It is put together once, and let go of.
        if (view !== null) known = examine(view, stream)
        return known
      },
    }
  },
}

const examine = (view: MessageView, stream: Stream): Finding[] => {
  const missing = missingFrom(stream)
  const isHeld = ({ block }: { block: number }) => block < 0 || stream.blocks.start(block) < missing
  const notes = view.notes.filter(isHeld)
  return [
    ...differences(notes),
    ...badArguments(notes, view),
    ...empty({ ...view, finishes: view.finishes.filter(isHeld) }),
  ]
}

const differences = (notes: readonly Note[]): Finding[] => {
  const found = notes.filter(({ code }) => code === 'snapshot-differs')
  const [sum = '', whole = '', at = ''] = found[0]?.detail.split('/') ?? []
  const args = { count: found.length, sum: Number(sum), whole: Number(whole), at: Number(at) + 1 }
  return some('message-differs', 'warning', args, found.flatMap(eventOf))
}

const badArguments = (notes: readonly Note[], { parts }: MessageView): Finding[] => {
  const found = notes.filter(({ code }) => code === 'invalid-arguments')
  const part = parts.find(({ number }) => number === found[0]?.part)
  const args = { count: found.length, name: cut(part?.name ?? ''), text: cut(part?.text ?? '') }
  return some('arguments-invalid', 'error', args, found.flatMap(eventOf))
}

/** A model that thought, finished, and said nothing: every page that shows only the text shows nothing. */
const empty = ({ finishes, parts }: MessageView): Finding[] => {
  const [finish] = finishes
  const thought = parts.find(({ kind, text }) => kind === 'reasoning' && text.trim() !== '')
  if (finish === undefined || thought === undefined || parts.some(isAnswer)) return []
  // What finishes an answer ends its reasoning too, so the last event of both may be one.
  const events = new Set([thought.firstBlock, finish.block].filter(index => index >= 0))
  const evidence = [...events].map((index): Evidence => ({ kind: 'event', index }))
  return some('answer-empty', 'warning', { reason: cut(finish.reason) }, evidence)
}

const isAnswer = ({ kind, text }: PartView): boolean =>
  kind === 'reasoning' || kind === 'data' || kind === 'citation'
    ? false
    : kind !== 'text' || text.trim() !== ''

const eventOf = ({ block }: Note): Evidence[] => (block < 0 ? [] : [{ kind: 'event', index: block }])

const some = (
  code: Finding['code'],
  severity: Finding['severity'],
  args: Finding['args'],
  evidence: readonly Evidence[],
): Finding[] => (evidence.length === 0 ? [] : [{ code, severity, args, evidence: evidence.slice(0, 5) }])
