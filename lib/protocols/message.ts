import { createContentLog } from './content-log'
import type { Budget } from './growing-text'
import { createHistory, type History } from './history'
import { lastAtMost } from './last-at-most'
import type {
  FactName,
  Finish,
  MessageReader,
  MessageWriter,
  Note,
  NoteCode,
  PartKind,
  PartPlace,
  PartView,
  PartWriter,
  Usage,
} from './message-types'
import { createPart, type PartHost, type PartRecorder } from './part'
import { mergeUsage, readUsage } from './usage'

export interface MessageRecorder {
  readonly reader: MessageReader
  readonly writer: MessageWriter
  /** The event that is being read; what is written before the first stands from the start. */
  begin(block: number): void
}

/** Characters kept of all parts together, 64 M: two bytes each at most. */
const CHARACTERS = 64_000_000
const MOST_PARTS = 5000
const MOST_NOTES = 500
const LONGEST_FACT = 300

/** A message that is written event by event and can be read as it stood after any of them. */
export function createMessage(): MessageRecorder {
  const budget: Budget = { left: CHARACTERS }
  const recorders: PartRecorder[] = []
  /** As they are shown: by choice, then by the protocol's own order. */
  const sorted: PartRecorder[] = []
  const keys = new Map<string, PartRecorder>()
  const facts = new Map<FactName, History<string>>()
  const finishes: Finish[] = []
  const notes = new Map<string, Note>()
  const usage = createHistory<Usage>([])
  const ended = createHistory(false)
  const content = createContentLog()
  let block = -1
  let revision = 0
  let errors = 0

  const changed = () => {
    revision++
  }

  function note(code: NoteCode, detail = '', part: number | null = null): void {
    changed()
    const key = `${code}/${part ?? ''}`
    const known = notes.get(key)
    if (known) notes.set(key, { ...known, count: known.count + 1 })
    else if (notes.size < MOST_NOTES)
      notes.set(key, { code, block, count: 1, part, detail: detail.slice(0, LONGEST_FACT) })
  }

  const host: PartHost = {
    budget,
    block: () => block,
    changed,
    note,
    content: (part, text) => content.push(block, part, text),
  }

  function add(key: string, kind: PartKind, place: PartPlace): PartRecorder {
    const part = createPart(recorders.length + 1, kind, place, host)
    recorders.push(part)
    keys.set(key, part)
    const isBefore = (other: PartRecorder) =>
      other.choice < part.choice || (other.choice === part.choice && other.order <= part.order)
    // Most parts come behind all others.
    sorted.splice(sorted.findLastIndex(isBefore) + 1, 0, part)
    return part
  }

  function part(key: string, kind: PartKind, place: PartPlace = {}): PartWriter {
    const known = keys.get(key)
    if (known) return known.writer
    if (recorders.length < MOST_PARTS) return add(key, kind, place).writer
    note('too-many-parts')
    // What is too much is gathered in one more part of its kind.
    const rest = `\0rest/${kind}`
    return (keys.get(rest) ?? add(rest, kind, {})).writer
  }

  const writer: MessageWriter = {
    part,
    note,
    find: key => keys.get(key)?.writer,
    fact(name, value) {
      if (typeof value !== 'string' || value === '') return
      const known = facts.get(name) ?? createHistory('')
      facts.set(name, known)
      known.set(value.slice(0, LONGEST_FACT), block)
      changed()
    },
    usage(value) {
      usage.set(mergeUsage(usage.now, readUsage(value)), block)
      changed()
    },
    finish(reason, choice = 0) {
      if (typeof reason !== 'string' || reason === '') return
      const last = finishes.findLast(each => each.choice === choice)
      if (last?.reason === reason || finishes.length >= MOST_PARTS) return
      finishes.push({ choice, reason: reason.slice(0, LONGEST_FACT), block })
      changed()
    },
    end() {
      ended.set(true, block)
      changed()
    },
    error(message, type = '') {
      const error = part(`\0error/${errors++}`, 'error', { name: type })
      error.append(message)
      error.state('failed')
    },
  }

  return {
    writer,
    begin(next) {
      block = next
    },
    reader: {
      get revision() {
        return revision
      },
      content,
      at(limit = Number.POSITIVE_INFINITY) {
        const isThen = (each: { block: number }) => each.block <= limit
        return {
          facts: [...facts].map(([name, value]) => [name, value.at(limit)] as const).filter(hasValue),
          usage: usage.at(limit),
          finishes: lastOfEach(finishes.filter(isThen)),
          ended: ended.at(limit),
          parts: sorted.map(each => each.view(limit)).filter(isThere),
          notes: [...notes.values()].filter(isThen),
        }
      },
      partsOf: wanted => recorders.filter(each => hasBlock(each.blocks, wanted)).map(each => each.number),
      kindOf: number => recorders[number - 1]?.kind ?? 'data',
      blocksOf: number => recorders[number - 1]?.blocks ?? [],
    },
  }
}

const hasValue = ([, value]: readonly [FactName, string]): boolean => value !== ''
const isThere = (view: PartView | null): view is PartView => view !== null

const hasBlock = (blocks: readonly number[], wanted: number): boolean =>
  blocks[lastAtMost(blocks, wanted)] === wanted

/** A choice's latest finish reason; steps before it had their own. */
const lastOfEach = (finishes: readonly Finish[]): readonly Finish[] =>
  [...new Map(finishes.map(each => [each.choice, each])).values()].sort((a, b) => a.choice - b.choice)
