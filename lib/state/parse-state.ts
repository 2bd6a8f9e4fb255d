import { computed, type ReadonlySignal } from '@preact/signals'
import type { FormatId } from '../event-stream/types'
import { formats } from '../formats/list'
import type { FormatChoice, FormatDecision, Session } from '../session/types'
import type { StreamsState } from './streams-state'

/** As what the current stream is parsed. */
export interface ParseState {
  shown: ReadonlySignal<ParseView | null>
  /** Reads the current stream anew. */
  choose(choice: FormatChoice): void
}

export interface ParseView {
  /** What the user asked for; `auto` where they asked for nothing. */
  choice: FormatChoice
  automatic: FormatDecision
}

/** Every format there is to choose. */
export const FORMAT_IDS: readonly FormatId[] = formats.map(({ id }) => id)

export const isFormatChoice = (value: string): value is FormatChoice =>
  value === 'auto' || value === 'none' || FORMAT_IDS.some(id => id === value)

export const createParseState = (session: Session, streams: StreamsState): ParseState => ({
  shown: computed(() => {
    streams.currentRevision.value
    const stream = streams.current.value
    if (!stream) return null
    const { format, formatChosenBy, automaticFormat } = stream
    return {
      choice: formatChosenBy === 'user' ? (format ?? 'none') : 'auto',
      automatic: automaticFormat,
    }
  }),
  choose(choice) {
    const stream = streams.current.value
    if (stream) session.parseAs(stream.key, choice)
  },
})
