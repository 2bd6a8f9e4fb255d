import { at, jsonText } from './json'
import { lastAtMost } from './last-at-most'

/** A JSON value that events change, each change of constant cost, and that can be read as it stood after any block. */
export interface JsonDocument {
  /** All of the change is made, or nothing of it where it throws `Misfit` or is too much. */
  change(block: number, make: (draft: Draft) => void): ChangeFault | null
  /** As JSON; '' where nothing stood there yet, or what stood there is not kept any more. */
  at(block: number): string
  /** Characters of changes up to the block that are not kept. */
  omittedAt(block: number): number
}

/** What keeps a change from being made: it fits nothing that stands here, is nested too deep, or is too large to keep. */
export interface ChangeFault {
  readonly kind: 'not-applied' | 'too-deep' | 'too-large'
  /** What does not fit. */
  readonly detail: string
}

export type Step = string | number
/** An object or array. */
export type Container = { [step: Step]: unknown }

/** Thrown by a change that fits nothing that stands here. */
export class Misfit extends Error {}

/** The ways to change the value. It stands as the member `value` of `root`, and is absent at first. */
export interface Draft {
  readonly root: Container
  /** Sets a member or element; `ABSENT` takes a member away. */
  put(target: Container, key: Step, value: unknown): void
  insert(list: Container, index: number, value: unknown): void
  remove(list: Container, index: number): void
  /** A value of the stream's as one of the document's own, to be put into it. */
  own(value: unknown): unknown
}

/** Stands for a member or element that is not there. */
export const ABSENT: unique symbol = Symbol('absent')

/** Characters of JSON kept of the value and of all that it was. */
const MOST = 16_000_000
/** About what remembering a step takes. */
const STEP_SIZE = 40

const FULL = new Error('too large')

/**
 * Every step is kept with what it took away, and can be gone back and forth: that is how earlier states are read.
 * Where they take too much they are forgotten. Members taken away stand last when one goes back to before it.
 */
export function createJsonDocument(most = MOST): JsonDocument {
  const root: Container = {}
  let targets: Container[] = []
  let keys: Step[] = []
  /** What stands on the other side of each step. */
  let others: unknown[] = []
  let shifts: boolean[] = []
  /** After which block how many steps were made. */
  let blocks: number[] = []
  let ends: number[] = []
  /** Steps made, as the value stands now. */
  let position = 0
  let size = 0
  let forgotten = { characters: 0, before: Number.NEGATIVE_INFINITY }
  let refused = { characters: 0, from: Number.POSITIVE_INFINITY }
  let written = { position: -1, text: '' }

  /** Makes a step or takes it back, whichever was not done last. */
  function toggle(index: number) {
    const target = targets[index]
    const key = keys[index]
    const other = others[index]
    if (target === undefined || key === undefined) return
    if (shifts[index]) others[index] = shift(target, Number(key), other)
    else {
      others[index] = Object.hasOwn(target, key) ? target[key] : ABSENT
      set(target, key, other)
    }
  }

  function goTo(wanted: number) {
    while (position > wanted) toggle(--position)
    while (position < wanted) toggle(position++)
  }

  function count(characters: number) {
    size += characters
    if (size > most) throw FULL
  }

  function step(target: Container, key: Step, other: unknown, moves: boolean) {
    count(STEP_SIZE + (typeof key === 'string' ? key.length : 0))
    targets.push(target)
    keys.push(key)
    others.push(other)
    shifts.push(moves)
    toggle(position++)
  }

  const draft: Draft = {
    root,
    put: (target, key, value) => step(target, key, value, false),
    insert: (list, index, value) => step(list, index, value, true),
    remove: (list, index) => step(list, index, ABSENT, true),
    own(value) {
      if (typeof value !== 'object' || value === null) {
        count(typeof value === 'string' ? value.length : 0)
        return value
      }
      const text = JSON.stringify(value)
      count(text.length)
      return JSON.parse(text)
    },
  }

  function undo(steps: number) {
    goTo(steps)
    for (const column of [targets, keys, others, shifts]) column.length = steps
    written = { position: -1, text: '' }
  }

  /** Whether there is room again: only the value as it stands now is kept. */
  function forget(block: number): boolean {
    const before = size
    size = write().length
    forgotten = { characters: forgotten.characters + Math.max(0, before - size), before: block }
    targets = []
    keys = []
    others = []
    shifts = []
    blocks = []
    ends = []
    position = 0
    written = { position: -1, text: '' }
    return size < most / 2
  }

  function attempt(make: (draft: Draft) => void): ChangeFault | null {
    const start = targets.length
    const sizeBefore = size
    goTo(start)
    try {
      make(draft)
      return null
    } catch (error) {
      undo(start)
      const wanted = size - sizeBefore
      size = sizeBefore
      if (error instanceof Misfit) return { kind: 'not-applied', detail: error.message }
      if (isTooDeep(error)) return { kind: 'too-deep', detail: '' }
      if (error !== FULL) throw error
      refused = { characters: refused.characters + wanted, from: refused.from }
      return { kind: 'too-large', detail: '' }
    }
  }

  function write(): string {
    if (written.position === position) return written.text
    const value = at(root, 'value')
    written = { position, text: typeof value === 'string' ? JSON.stringify(value) : jsonText(value) }
    return written.text
  }

  return {
    change(block, make) {
      const known = refused
      let fault = attempt(make)
      if (fault?.kind === 'too-large' && targets.length > 0 && forget(block)) {
        refused = known
        fault = attempt(make)
      }
      if (fault?.kind === 'too-large') refused = { ...refused, from: Math.min(refused.from, block) }
      if (fault) return fault
      if (blocks.at(-1) === block) ends[ends.length - 1] = position
      else {
        blocks.push(block)
        ends.push(position)
      }
      return null
    },
    at(block) {
      const place = lastAtMost(blocks, block)
      if (place < 0 && block < forgotten.before) return ''
      goTo(place < 0 ? 0 : (ends[place] ?? 0))
      return write()
    },
    omittedAt: block =>
      (block < forgotten.before ? forgotten.characters : 0) +
      (block >= refused.from ? refused.characters : 0),
  }
}

function set(target: Container, key: Step, value: unknown) {
  if (value === ABSENT) Reflect.deleteProperty(target, key)
  // A member of any name is a value of its own, never a prototype.
  else if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
  else target[key] = value
}

/** Puts an element in, or takes it out where it is `ABSENT`; gives what takes that back. */
function shift(list: Container, index: number, element: unknown): unknown {
  if (!Array.isArray(list)) return ABSENT
  const isLast = index >= list.length - (element === ABSENT ? 1 : 0)
  if (element === ABSENT) return isLast ? list.pop() : list.splice(index, 1)[0]
  if (isLast) list.push(element)
  else list.splice(index, 0, element)
  return ABSENT
}

/** What a value gives that is nested deeper than the stack; Firefox has a name of its own for it. */
const isTooDeep = (error: unknown): boolean =>
  error instanceof RangeError || (error instanceof Error && error.name === 'InternalError')
