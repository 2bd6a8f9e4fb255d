import { protocols } from './list'
import { textStream } from './text-stream'
import type { Confidence, Opening, Protocol } from './types'

/** Events looked at to tell the protocol; what has not shown itself by then never will. */
export const LOOK_EVENTS = 16

export interface Detection {
  readonly protocol: Protocol
  readonly confidence: Confidence
  /** `look`: by headers and events. `rule`: the user wrote one for the address. `user`: chosen for this stream. */
  readonly by: 'look' | 'rule' | 'user'
}

const RANKS: Readonly<Record<Confidence, number>> = { none: 0, possible: 1, likely: 2, sure: 3 }

/** Whether it is certain enough to be said without being asked. */
export const isTold = (confidence: Confidence): boolean => confidence === 'sure' || confidence === 'likely'

/** The protocol most speaks for, of equal ones the earlier in the list. A rule of the user's goes before. */
export function detect(opening: Opening, rules: readonly Protocol[] = []): Detection {
  const [rule] = rules
  if (rule) return { protocol: rule, confidence: 'sure', by: 'rule' }
  // What fits anything stands for what is not known.
  let best: Detection = { protocol: textStream, confidence: 'none', by: 'look' }
  for (const protocol of protocols) {
    const confidence = protocol.matches(opening)
    if (RANKS[confidence] > RANKS[best.confidence]) best = { protocol, confidence, by: 'look' }
  }
  return best
}
