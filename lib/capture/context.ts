import type { Guard } from './guard'
import type { createWeakMap } from './natives'
import type { Branch } from './watch'

type BranchMap<Key extends object> = ReturnType<typeof createWeakMap<Key, Branch>>

/** What the hooks of one document share: which of the page's objects lead to a watched stream. */
export interface CaptureContext {
  guard: Guard
  responses: BranchMap<Response>
  /** Responses that may be streams by what they hold; the function makes a branch once the page wants the body. */
  suspects: ReturnType<typeof createWeakMap<Response, (response: Response) => Branch>>
  streams: BranchMap<ReadableStream>
  /** Watched bodies that the page holds and that have not ended. */
  bodiesOut: { count: number }
}
