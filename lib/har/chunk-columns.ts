import type { ChunkTable } from '../session/types'
import type { Consumer } from '../wire/records'
import type { ByteCount, ByteOffset } from '../wire/units'
import { type ListOf, PAUSE, type Pausing } from './lists'
import type { Steps } from './steps'
import type { ChunkColumns } from './types'

/** A table of chunks as it was at one moment: more may have come to it since, and to its last chunk. */
export interface ChunksThen {
  table: ChunkTable
  count: number
  /** Where the body ended. */
  end: ByteOffset
}

/** The chunk table as columns; offsets follow from sizes and gaps. */
export function* chunkColumns(chunks: ChunksThen, listOf: ListOf): Steps<ChunkColumns> {
  const times = yield* listOf(column(chunks, index => chunks.table.time(index)))
  const sizes = yield* listOf(column(chunks, index => sizeOf(chunks, index)))
  const consumers = yield* listOf(consumerRuns(chunks))
  const gaps = yield* listOf(gapsOf(chunks))
  return { times: times ?? [], sizes: sizes ?? [], consumers: consumers ?? [], ...(gaps && { gaps }) }
}

function* column({ count }: ChunksThen, valueAt: (index: number) => number): Pausing<number> {
  for (let index = 0; index < count; index += 1) {
    if (index % PAUSE === PAUSE - 1) yield
    yield valueAt(index)
  }
}

function* consumerRuns({ table, count }: ChunksThen): Pausing<[consumer: Consumer, count: number]> {
  let first = 0
  for (let index = 1; index <= count; index += 1) {
    if (index % PAUSE === PAUSE - 1) yield
    const consumer = table.consumer(first)
    if (index < count && table.consumer(index) === consumer) continue
    yield [consumer, index - first]
    first = index
  }
}

function* gapsOf(chunks: ChunksThen): Pausing<{ chunk: number; bytes: ByteCount }> {
  const { table, count, end } = chunks
  let next = 0
  for (let index = 0; index < count; index += 1) {
    if (index % PAUSE === PAUSE - 1) yield
    const offset = table.offset(index)
    if (offset > next) yield { chunk: index, bytes: offset - next }
    next = offset + sizeOf(chunks, index)
  }
  if (end > next) yield { chunk: count, bytes: end - next }
}

const sizeOf = ({ table, end }: ChunksThen, index: number): ByteCount =>
  Math.min(table.size(index), end - table.offset(index))
