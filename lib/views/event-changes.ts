import type { Stream } from '../session/types'
import { eventDetail } from './event-detail'
import { type JsonDifference, jsonDifferences } from './json-diff'
import { type LineChange, lineChanges } from './line-diff'

/** What is different from the event of the same type before this one. */
export type EventChanges =
  | { kind: 'none-before' }
  | { kind: 'unreadable'; before: number }
  | { kind: 'json'; before: number; changes: readonly JsonDifference[]; isCut: boolean }
  | { kind: 'text'; before: number; changes: readonly LineChange[]; isCut: boolean }

/** How far back an event of the same type is looked for. */
const REACH = 200_000

export const eventChanges = (stream: Stream, index: number): EventChanges => {
  const before = previousOf(stream, index)
  if (before < 0) return { kind: 'none-before' }
  const [old, now] = [eventDetail(stream, before), eventDetail(stream, index)]
  if (old.text === null || now.text === null) return { kind: 'unreadable', before }
  if (old.json && now.json)
    return {
      kind: 'json',
      before,
      ...jsonDifferences({ text: old.text, node: old.json }, { text: now.text, node: now.json }),
    }
  return { kind: 'text', before, ...lineChanges(old.text, now.text) }
}

const previousOf = ({ blocks }: Stream, index: number): number => {
  const [kind, type] = [blocks.kind(index), blocks.type(index)]
  const last = Math.max(0, index - REACH)
  for (let at = index - 1; at >= last; at--) {
    if (blocks.kind(at) === kind && blocks.type(at) === type) return at
  }
  return -1
}
