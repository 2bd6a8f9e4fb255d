import type { Stream } from '../session/types'
import type { EpochMilliseconds } from '../wire/units'
import { createAssembly } from './assembly'
import { isTold } from './detect'
import type { Protocol } from './types'

/** Looks for the first event that brought something of the message: text, reasoning or arguments of a tool. */
export interface FirstContent {
  /** Reads up to so many more blocks; false once there is nothing left to look for. */
  advance(blocks: number): boolean
  /** When it came; null where it has not, or where it is not certain what the stream speaks. */
  at(): EpochMilliseconds | null
}

/** What has said nothing by then is not waited for. */
const MOST_BLOCKS = 2000

export const findFirstContent = (stream: Stream, rules: readonly Protocol[]): FirstContent => {
  const assembly = createAssembly(stream, null, rules)
  const isFound = () => isTold(assembly.detection.confidence) && assembly.message.content.length > 0
  return {
    advance(count) {
      // One by one: behind the first content nothing need be read.
      for (let taken = 0; taken < count; taken++)
        if (isFound() || assembly.read >= MOST_BLOCKS || !assembly.advance(1)) return false
      return true
    },
    at() {
      const time = isFound() ? stream.blocks.time(assembly.message.content.block(0)) : Number.NaN
      return Number.isNaN(time) ? null : time
    },
  }
}
