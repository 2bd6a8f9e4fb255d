import type { RefObject } from 'preact'
import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks'
import {
  followScroll,
  maxScrollTop,
  positionAround,
  positionAt,
  positionOfRow,
  type RowGeometry,
  rowTop,
  type ScrollPosition,
  scrollHeight,
  visibleRows,
} from './row-window'

export interface VirtualRowsOptions {
  count: number
  rowHeight: number
  /** Height of what sticks to the top of the scrolling element, above the rows. */
  headHeight: number
  /** Keeps to the end as rows come in. */
  follow: boolean
  /** The user scrolled away from the end, or back to it. */
  onFollow: (on: boolean) => void
}

export interface VirtualRows {
  /** Goes on the scrolling element. */
  ref: RefObject<HTMLDivElement | null>
  /** Goes on the scrolling element too. */
  onScroll: () => void
  /** Height of the element that holds the rows. */
  height: number
  /** Rows to render: [start, end). */
  start: number
  end: number
  /** Rows that fit into view. */
  page: number
  /** Where a row stands in the element that holds the rows. */
  top: (index: number) => number
  /** Moves as little as possible, or puts the row in the middle, whatever stands around it. */
  reveal: (index: number, place: 'nearest' | 'middle') => void
}

/** Before the first layout. */
const FIRST_VIEWPORT = 600

/** The rows in view of a list of any length; fixed row height, so the cost is that of the rows in view. */
export const useVirtualRows = (options: VirtualRowsOptions): VirtualRows => {
  const { count, rowHeight, headHeight, follow } = options
  const ref = useRef<HTMLDivElement>(null)
  const [viewport, setViewport] = useState(FIRST_VIEWPORT)
  const [position, setPosition] = useState<ScrollPosition>({ scrollTop: 0, shift: 0 })
  const geometry: RowGeometry = { count, rowHeight, viewport }

  const latest = useRef({ geometry, position, options })
  latest.current = { geometry, position, options }

  const apply = useCallback((next: ScrollPosition) => {
    const element = ref.current
    if (element && Math.abs(element.scrollTop - next.scrollTop) >= 1) element.scrollTop = next.scrollTop
    const { scrollTop, shift } = latest.current.position
    latest.current.position = next
    if (scrollTop !== next.scrollTop || shift !== next.shift) setPosition(next)
  }, [])

  const onScroll = useCallback(() => {
    const element = ref.current
    if (!element) return
    const { position, options } = latest.current
    // As high as it is now: one that grows is moved by the browser before its new height is measured.
    const geometry = { ...latest.current.geometry, viewport: viewportOf(element, options.headHeight) }
    const bottom = maxScrollTop(geometry)
    const next = followScroll(geometry, position, Math.min(element.scrollTop, bottom))
    const moved = element.scrollTop - position.scrollTop
    // A list that got shorter is moved by the browser, not by the user.
    if (moved <= -1 && element.scrollTop < bottom - 1 && options.follow) options.onFollow(false)
    if (moved >= 1 && element.scrollTop >= bottom - 1 && !options.follow) options.onFollow(true)
    apply(next)
  }, [apply])

  const reveal = useCallback(
    (index: number, place: 'nearest' | 'middle') => {
      const { geometry, position } = latest.current
      const inView = positionOfRow(geometry, position, index)
      const next = inView && place === 'middle' ? positionAround(geometry, index) : inView
      if (next) apply(next)
    },
    [apply],
  )

  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const measure = () => setViewport(viewportOf(element, headHeight))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [headHeight])

  useLayoutEffect(() => {
    if (follow) apply(positionAt(geometry, count * rowHeight))
    else if (position.scrollTop + position.shift > Math.max(0, count * rowHeight - viewport)) {
      apply(positionAt(geometry, position.scrollTop + position.shift))
    }
  })

  return {
    ref,
    onScroll,
    height: scrollHeight(geometry),
    ...visibleRows(geometry, position),
    page: Math.max(1, Math.floor(viewport / rowHeight) - 1),
    top: index => rowTop(geometry, position, index),
    reveal,
  }
}

const viewportOf = (element: Element, headHeight: number): number =>
  Math.max(0, element.clientHeight - headHeight) || FIRST_VIEWPORT
