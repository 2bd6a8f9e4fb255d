import { useEffect, useState } from 'preact/hooks'
import type { ByteSpan } from '../lib/state/shown'
import { usePanel } from './panel-context'
import type { GridModifiers } from './virtual-grid'

export interface RawCursor {
  /** Whether the selected event has bytes here. */
  isMarked: (span: ByteSpan) => boolean
  /** Whether what was found has bytes here. */
  isFound: (span: ByteSpan) => boolean
  /** What the grid of rows needs. */
  grid: {
    count: number
    active: number
    follow: boolean
    isSelected: (index: number) => boolean
    onFollow: (on: boolean) => void
    onMove: (index: number, modifiers: GridModifiers, target: Element | null) => void
    onOpen: (index: number) => void
  }
}

/** The row the keyboard is on. It goes where the selected event begins, and takes the selection along. */
export const useRawCursor = (): RawCursor => {
  const { raw, find } = usePanel()
  const found = find.found.value
  const foundRow = found ? raw.rowAt(found.start) : -1
  const marked = raw.marked.value
  const markedRow = raw.markedRow.value
  const [cursor, setCursor] = useState(markedRow)
  const [follow, setFollow] = useState(false)

  const isMarked = ({ start, end }: ByteSpan) => marked !== null && start < marked.end && end > marked.start
  const isFound = ({ start, end }: ByteSpan) => found !== null && start < found.end && end > found.start
  const isMarkedRow = (index: number) => {
    const row = raw.span(index)
    return row !== null && isMarked(row)
  }
  useEffect(() => {
    if (markedRow >= 0 && !isMarkedRow(cursor)) setCursor(markedRow)
  }, [markedRow])
  useEffect(() => {
    if (foundRow >= 0) setCursor(foundRow)
  }, [foundRow, found?.start])

  return {
    isMarked,
    isFound,
    grid: {
      count: raw.count.value,
      active: Math.min(cursor, raw.count.value - 1),
      follow,
      isSelected: isMarkedRow,
      onFollow: setFollow,
      onMove(index, _, target) {
        setCursor(index)
        const row = raw.span(index)
        const byte = target?.closest('[data-offset]')?.getAttribute('data-offset')
        if (byte) raw.selectAt(Number(byte))
        else if (row && !isMarked(row)) raw.selectAt(row.start)
      },
      onOpen(index) {
        const row = raw.span(index)
        if (row) raw.selectAt(row.start)
      },
    },
  }
}
