import type { Stream } from '../session/types'
import { hasEnded } from './sight'

/**
 * Whether a stream holds a connection. A request does that waits for its answer, and a body that is being read. Where
 * nothing was read nobody sees whether the page reads at all: a stream holds its connection even so, but other answers
 * mostly fit into the browser's buffers, and are done with then.
 */
export type Hold = 'yes' | 'maybe' | 'no'

export const holdOf = (stream: Stream): Hold => {
  const { state, opened, response, chunks, format } = stream
  if (hasEnded(stream)) return 'no'
  if (state === 'pending' || opened.source === 'event-source') return 'yes'
  if (response !== null && response.status >= 400) return 'no'
  if (chunks.length > 0) return 'yes'
  return format === null ? 'no' : 'maybe'
}
