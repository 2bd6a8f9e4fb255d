/**
 * Rows of one height in a scrolling element. Browsers cap an element's height (Firefox at about 17.9 million
 * pixels), so beyond `HEIGHT_LIMIT` the scroll range is shorter than the rows and `shift` makes up for it:
 * the first visible pixel of the rows is `scrollTop + shift`.
 */
export interface RowGeometry {
  count: number
  rowHeight: number
  /** Height of the area in which rows are seen. */
  viewport: number
}

export interface ScrollPosition {
  scrollTop: number
  shift: number
}

export const HEIGHT_LIMIT = 8_000_000

/** Rows rendered beyond either edge, so that a scroll shows rows before they are asked for. */
const OVERSCAN = 4

const contentHeight = ({ count, rowHeight }: RowGeometry) => count * rowHeight

/** Height of the element that holds the rows. */
export const scrollHeight = (geometry: RowGeometry): number => Math.min(contentHeight(geometry), HEIGHT_LIMIT)

export const maxScrollTop = (geometry: RowGeometry): number =>
  Math.max(0, scrollHeight(geometry) - geometry.viewport)

const maxShift = (geometry: RowGeometry) => contentHeight(geometry) - scrollHeight(geometry)

/** The position that shows `top` (in pixels of the rows) at the upper edge, in proportion to the scroll range. */
export const positionAt = (geometry: RowGeometry, top: number): ScrollPosition => {
  const range = Math.max(0, contentHeight(geometry) - geometry.viewport)
  const wanted = Math.min(Math.max(0, top), range)
  if (maxShift(geometry) === 0) return { scrollTop: wanted, shift: 0 }
  const scrollTop = Math.round((wanted / range) * maxScrollTop(geometry))
  return { scrollTop, shift: wanted - scrollTop }
}

/**
 * Follows a scroll. A short way moves by as many pixels of the rows; a long one (the scroll bar's thumb) goes to
 * the place in proportion. Near either end of a shortened range the position is brought back into proportion.
 */
export const followScroll = (
  geometry: RowGeometry,
  before: ScrollPosition,
  scrollTop: number,
): ScrollPosition => {
  const limit = maxShift(geometry)
  if (limit === 0) return { scrollTop, shift: 0 }
  const { viewport } = geometry
  const bottom = maxScrollTop(geometry)
  const top = scrollTop + before.shift
  if (Math.abs(scrollTop - before.scrollTop) > 2 * viewport) return proportional(geometry, scrollTop)
  if (scrollTop <= 0 && top <= viewport) return { scrollTop: 0, shift: 0 }
  if (scrollTop >= bottom && limit - before.shift <= viewport) return { scrollTop: bottom, shift: limit }
  const nearEnd = scrollTop < viewport || scrollTop > bottom - viewport
  return nearEnd ? positionAt(geometry, top) : { scrollTop, shift: before.shift }
}

const proportional = (geometry: RowGeometry, scrollTop: number): ScrollPosition => {
  const range = contentHeight(geometry) - geometry.viewport
  const top = (scrollTop / maxScrollTop(geometry)) * range
  return { scrollTop, shift: Math.round(top) - scrollTop }
}

/** The rows to render: [start, end). */
export const visibleRows = (
  { count, rowHeight, viewport }: RowGeometry,
  { scrollTop, shift }: ScrollPosition,
): { start: number; end: number } => {
  const top = scrollTop + shift
  const start = Math.max(0, Math.floor(top / rowHeight) - OVERSCAN)
  return { start, end: Math.min(count, Math.ceil((top + viewport) / rowHeight) + OVERSCAN) }
}

/** Where the row stands in the element that holds the rows. */
export const rowTop = ({ rowHeight }: RowGeometry, { shift }: ScrollPosition, index: number): number =>
  index * rowHeight - shift

/** The position that shows the row in the middle. */
export const positionAround = (geometry: RowGeometry, index: number): ScrollPosition =>
  positionAt(geometry, index * geometry.rowHeight - (geometry.viewport - geometry.rowHeight) / 2)

/** The position that shows the row: moving as little as possible, or in the middle if it is far; null if in view. */
export const positionOfRow = (
  geometry: RowGeometry,
  { scrollTop, shift }: ScrollPosition,
  index: number,
): ScrollPosition | null => {
  const { rowHeight, viewport } = geometry
  const top = index * rowHeight
  const now = scrollTop + shift
  if (top >= now && top + rowHeight <= now + viewport) return null
  const far = Math.abs(top - now) > 2 * viewport
  if (far) return positionAround(geometry, index)
  return positionAt(geometry, top < now ? top : top + rowHeight - viewport)
}
