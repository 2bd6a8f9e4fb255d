import type { Stream } from '../session/types'
import type { ByteCount } from '../wire/units'
import { WINDOW } from './block-facts'
import { blockSize, blockText } from './event-row'
import { type JsonPath, parse, valuesAt } from './json-path'
import { preview } from './preview'

/** The values of a block at each of the paths, on one line; null where there is none. */
export type JsonCells = (index: number) => readonly (string | null)[]

/** Blocks whose values are kept. */
const KEPT = 500

/** Read anew only when it is asked for another block, or bytes were dropped. */
export const createJsonCells = (stream: Stream, paths: readonly JsonPath[]): JsonCells => {
  const kept = new Map<number, readonly (string | null)[]>()
  let dropped: ByteCount = 0
  return index => {
    if (paths.length === 0) return []
    const { bytes } = stream
    if (bytes.length - bytes.held !== dropped || kept.size >= KEPT) kept.clear()
    dropped = bytes.length - bytes.held
    const cells = kept.get(index) ?? cellsOf(stream, index, paths)
    kept.set(index, cells)
    return cells
  }
}

const cellsOf = (stream: Stream, index: number, paths: readonly JsonPath[]) => {
  const { blocks } = stream
  const detail = blockSize(blocks, index) > WINDOW ? null : blocks.read(index)
  const root = detail === null ? undefined : parse(blockText(blocks.kind(index), detail))
  return paths.map(path => (root === undefined ? null : cellOf(valuesAt(root, path))))
}

const cellOf = (values: readonly unknown[]): string | null =>
  values.length === 0
    ? null
    : preview(values.map(value => (typeof value === 'string' ? value : JSON.stringify(value))).join(', '))
