import { type Budget, createGrowingText } from './growing-text'
import { createHistory } from './history'
import { createItemList } from './item-list'
import { parseText } from './json'
import { createJsonDocument, type Draft, type JsonDocument } from './json-document'
import { lastAtMost } from './last-at-most'
import type { NoteCode, PartKind, PartPlace, PartState, PartView, PartWriter } from './message-types'

/** What a part needs of its message. */
export interface PartHost {
  readonly budget: Budget
  /** The event being read. */
  block(): number
  changed(): void
  note(code: NoteCode, detail: string, part: number): void
  /** The event brought text to a part that a reader waits for. */
  content(part: number, text: string): void
}

export interface PartRecorder {
  readonly number: number
  readonly kind: PartKind
  readonly choice: number
  readonly order: number
  readonly writer: PartWriter
  readonly blocks: readonly number[]
  /** As it stood after the block; null where it was not there yet. */
  view(block: number): PartView | null
}

/** Names, labels and IDs are shown on one line. */
const LONGEST_NAME = 300
const shorten = (text: string): string =>
  text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME)}…` : text

export function createPart(number: number, kind: PartKind, place: PartPlace, host: PartHost): PartRecorder {
  const { choice = 0, order = Number.POSITIVE_INFINITY, inferred = false } = place
  const from = host.block()
  const text = createGrowingText(host.budget)
  const result = createGrowingText(host.budget)
  const items = createItemList()
  const blocks: number[] = []
  const name = createHistory(shorten(place.name ?? ''))
  const label = createHistory(shorten(place.label ?? ''))
  const id = createHistory(shorten(place.id ?? ''))
  const state = createHistory<PartState>('open')
  let value: JsonDocument | null = null

  function touch(): number {
    const block = host.block()
    if (block >= 0 && blocks.at(-1) !== block) blocks.push(block)
    host.changed()
    return block
  }

  function append(delta: string) {
    const block = touch()
    if (delta === '') return
    text.append(delta, block)
    host.content(number, delta)
  }

  function replace(next: string) {
    text.replace(next, touch())
    host.content(number, next)
    host.note('replaced', '', number)
  }

  function snapshot(whole: string) {
    const sum = text.now()
    if (sum === '' && text.omittedAt(host.block()) === 0) return append(whole)
    touch()
    const isCut = text.omittedAt(host.block()) > 0
    if (isCut ? whole.startsWith(sum) : whole === sum) return
    host.note('snapshot-differs', `${sum.length}/${whole.length}/${firstDifference(sum, whole)}`, number)
  }

  function change(make: (draft: Draft) => void) {
    const block = touch()
    value ??= createJsonDocument()
    const fault = value.change(block, make)
    if (fault) host.note(fault.kind, fault.detail, number)
  }

  touch()
  return {
    number,
    kind,
    choice,
    order,
    blocks,
    writer: {
      number,
      kind,
      get length() {
        return text.length
      },
      append,
      grow(whole) {
        const sum = text.now()
        if (whole.startsWith(sum)) append(whole.slice(sum.length))
        else replace(whole)
      },
      replace,
      snapshot,
      name: value => name.set(shorten(value), touch()),
      label: value => label.set(shorten(value), touch()),
      id: value => id.set(shorten(value), touch()),
      result: value => result.replace(value, touch()),
      appendResult: value => result.append(value, touch()),
      state: value => state.set(value, touch()),
      finishArguments() {
        state.set('done', touch())
        const whole = text.now()
        // No arguments at all are what some servers send for `{}`.
        if (whole.trim() === '' || parseText(whole) !== undefined) return
        if (text.omittedAt(host.block()) === 0) host.note('invalid-arguments', '', number)
      },
      item: (...path) => items.push(touch(), path),
      change,
      touch,
    },
    view(block) {
      if (from > block) return null
      const events = lastAtMost(blocks, block) + 1
      const whole = (value ?? text).at(block)
      return {
        number,
        kind,
        choice,
        name: name.at(block),
        label: label.at(block),
        id: id.at(block),
        text: whole,
        fresh: value ? whole.length : text.freshAt(block),
        omitted: (value ?? text).omittedAt(block) + result.omittedAt(block),
        result: result.existsAt(block) ? result.at(block) : null,
        state: state.at(block),
        inferred,
        items: items.at(block),
        events,
        firstBlock: events > 0 ? (blocks[0] ?? -1) : -1,
        lastBlock: events > 0 ? (blocks[events - 1] ?? -1) : -1,
      }
    },
  }
}

function firstDifference(one: string, other: string): number {
  let index = 0
  while (index < one.length && one[index] === other[index]) index++
  return index
}
