import type { ByteStore, ChunkTable } from '../session/types'
import type { ChunkColumns } from './types'

/** The chunk table as columns; offsets follow from sizes and gaps. */
export const chunkColumns = (chunks: ChunkTable, bytes: ByteStore): ChunkColumns => {
  const columns: ChunkColumns = { times: [], sizes: [], consumers: [] }
  const gaps: { chunk: number; bytes: number }[] = []
  let next = 0
  for (let index = 0; index < chunks.length; index += 1) {
    const offset = chunks.offset(index)
    if (offset > next) gaps.push({ chunk: index, bytes: offset - next })
    columns.times.push(chunks.time(index))
    columns.sizes.push(chunks.size(index))
    addConsumer(columns.consumers, chunks.consumer(index))
    next = offset + chunks.size(index)
  }
  if (bytes.length > next) gaps.push({ chunk: chunks.length, bytes: bytes.length - next })
  return gaps.length === 0 ? columns : { ...columns, gaps }
}

const addConsumer = (
  runs: ChunkColumns['consumers'],
  consumer: ChunkColumns['consumers'][number][0],
): void => {
  const run = runs.at(-1)
  if (run?.[0] === consumer) run[1] += 1
  else runs.push([consumer, 1])
}
