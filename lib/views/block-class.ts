import type { Stream } from '../session/types'
import type { ByteCount } from '../wire/units'
import type { BlockClass } from './filter-types'

/** A block that sets nothing but `retry` is small. */
const RETRY_LIMIT: ByteCount = 1000

/** The block's kind; of those without data, whether it is there for `retry` alone. */
export const blockClass = ({ blocks }: Stream, index: number): BlockClass => {
  const kind = blocks.kind(index)
  if (kind !== 'no-data') return kind
  const detail = blocks.read(index, RETRY_LIMIT)
  const isRetry = detail?.retry != null && detail.fields.every(({ name }) => name === 'retry' || name === '')
  return isRetry ? 'retry' : kind
}
