import type { Draft } from './json-document'

/** What a stream adds up to, written once and read at any event. Nothing here grows with an object per event. */

export type PartKind =
  | 'text'
  | 'reasoning'
  | 'refusal'
  | 'tool-call'
  | 'citation'
  | 'file'
  | 'data'
  | 'error'
  | 'operation'
  | 'html'

/** `open`: more may come. `done`: the protocol said that it is whole. `failed`: that it never will be. */
export type PartState = 'open' | 'done' | 'failed'

/** Facts of the whole message, one line each. */
export type FactName = 'id' | 'model' | 'role' | 'provider' | 'thread' | 'run' | 'status'

export type NoteCode =
  | 'snapshot-differs' // the final text is not the sum of the deltas
  | 'replaced' // the stream took back text that it had sent
  | 'not-json' // an event that should be JSON is not
  | 'too-large' // an event too large to take apart
  | 'too-deep' // a value nested too deep to write out
  | 'lost' // bytes of an event were dropped
  | 'unfinished-event' // the body ended inside an event
  | 'unknown-event' // an event that this protocol does not know
  | 'too-many-parts'
  | 'invalid-arguments' // a finished tool call whose arguments are no JSON
  | 'not-applied' // a patch that fits nothing that stands here

/** Something to know about the message; where it happened more than once, about the first time. */
export interface Note {
  readonly code: NoteCode
  /** The event that showed it. */
  readonly block: number
  readonly count: number
  /** The part it is about, as `PartView.number`; null where it is about none. */
  readonly part: number | null
  /** A name out of the stream, shortened; of `snapshot-differs` the two lengths and the place of the difference. */
  readonly detail: string
}

/** Names a number or short text that the provider reports, by its path: `completion_tokens_details.reasoning_tokens`. */
export type Usage = readonly (readonly [name: string, value: number | string])[]

export interface Finish {
  readonly choice: number
  readonly reason: string
  readonly block: number
}

/** The event and the path in its JSON at which a value stands. */
export interface Item {
  readonly block: number
  readonly path: readonly string[]
}

/** A list of places in the stream, as two numbers each. */
export interface ItemList {
  readonly length: number
  at(index: number): Item | null
}

/** A part as it stood after an event. */
export interface PartView {
  /** From 1, in the order in which the parts began. Never changes. */
  readonly number: number
  readonly kind: PartKind
  readonly choice: number
  /** A tool's name, a method, an error's type, a data part's type; '' where there is none. */
  readonly name: string
  /** Whose part it is, or what is known of it: a node, an agent, a role; '' where there is nothing. */
  readonly label: string
  /** The ID that the stream gave it; '' where it gave none. */
  readonly id: string
  /**
   * The text, a tool call's arguments, an operation's request, an error's message, a citation's or file's address, the
   * JSON of what a data part adds up to.
   */
  readonly text: string
  /** Where the text begins that the event itself brought; the text's length where it brought none. */
  readonly fresh: number
  /** Characters that came but are not kept. */
  readonly omitted: number
  /** What came of a tool call or operation; null where nothing did (yet). */
  readonly result: string | null
  readonly state: PartState
  /** A protocol without such a word is not expected to say when parts end. */
  readonly inferred: boolean
  /** Progress of an operation, values of a data part. */
  readonly items: ItemList
  /** How many events made it so far, the first and the last of them; -1 where none did. */
  readonly events: number
  readonly firstBlock: number
  readonly lastBlock: number
}

/** The message as it stood after an event. */
export interface MessageView {
  readonly facts: readonly (readonly [FactName, string])[]
  readonly usage: Usage
  readonly finishes: readonly Finish[]
  /** The protocol's end marker was seen. */
  readonly ended: boolean
  readonly parts: readonly PartView[]
  readonly notes: readonly Note[]
}

/** Reads a message at any of its events. */
export interface MessageReader {
  /** Goes up with every change. */
  readonly revision: number
  /** As it stood after the block; all there is where no block is given. */
  at(block?: number): MessageView
  /** The numbers of the parts that the block had a share in. */
  partsOf(block: number): readonly number[]
  kindOf(part: number): PartKind
  /** The blocks that made a part, in order. */
  blocksOf(part: number): readonly number[]
  /** Blocks that brought text, reasoning, refusals or arguments, in order. */
  readonly content: ContentLog
}

/** What brought content, in columns: for statistics. */
export interface ContentLog {
  readonly length: number
  block(index: number): number
  /** Unicode code points. */
  characters(index: number): number
  /** The part's number. */
  part(index: number): number
}

export interface PartPlace {
  /** Which of several answers; 0 where there is one. */
  choice?: number
  /** Its place among the choice's parts, where the protocol numbers them; else they stand as they came. */
  order?: number
  name?: string
  label?: string
  id?: string
  /** What the part is was guessed. */
  inferred?: boolean
}

/** Writes one part at the current event. */
export interface PartWriter {
  readonly number: number
  readonly kind: PartKind
  readonly length: number
  append(delta: string): void
  /** The whole text so far: only what is new is added; where the text is another, it replaces. */
  grow(text: string): void
  /** The text so far does not hold any more. */
  replace(text: string): void
  /** The final text, repeated by the protocol: taken where nothing came before, else compared. */
  snapshot(text: string): void
  name(name: string): void
  label(label: string): void
  id(id: string): void
  result(text: string): void
  appendResult(text: string): void
  state(state: PartState): void
  /** A tool call is whole: whether its arguments are JSON is noted. */
  finishArguments(): void
  /** A value of this event belongs to the part. */
  item(...path: string[]): void
  /** The part is a JSON value that events change: of such a part the text is that value. */
  change(make: (draft: Draft) => void): void
  /** The event belongs to the part, though it adds nothing to see. */
  touch(): void
}

/** Writes the message at the current event. Keys of parts are the protocol's own and may be any text. */
export interface MessageWriter {
  fact(name: FactName, value: unknown): void
  /** Numbers the provider reports; later values of a name take the place of earlier ones. */
  usage(value: unknown): void
  finish(reason: unknown, choice?: number): void
  end(): void
  note(code: NoteCode, detail?: string): void
  /** The part of that key, made where there is none. */
  part(key: string, kind: PartKind, place?: PartPlace): PartWriter
  find(key: string): PartWriter | undefined
  /** An error of its own part. */
  error(message: string, type?: string): void
}
