import type { BlockDetail } from '../event-stream/types'

/** A block of a format whose messages are more or less plain data. */
export function detailOf(data: string, rest: Partial<BlockDetail> = {}): BlockDetail {
  return { type: '', data, id: null, retry: null, comments: [], fields: [], ...rest }
}
