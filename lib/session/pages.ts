/** Rows a page holds once a table is large. */
const PAGE_BITS = 12
const PAGE_ROWS = 1 << PAGE_BITS
const SMALLEST = 16

/**
 * Columns of numbers that grow by pages: nothing is copied but the first page while it is small, so a push costs
 * constant time and a large table wastes less than a page. Row `index` is row `rowOf(index)` of its page.
 */
export interface Pages<Page> {
  readonly length: number
  /** Makes room for one more row and gives its page; `rowOf(length - 1)` is then its row there. */
  add(): Page
  /** The page of a row; undefined where there is no such row. */
  of(index: number): Page | undefined
  /** Forgets the rows from `length` on. */
  truncate(length: number): void
}

export function rowOf(index: number): number {
  return index & (PAGE_ROWS - 1)
}

/** `create` makes an empty page of so many rows, with the rows of a smaller one if it is given. */
export function createPages<Page>(create: (rows: number, smaller: Page | null) => Page): Pages<Page> {
  const list: Page[] = []
  let last: Page | null = null
  let capacity = 0

  function grow(): Page {
    const isFirst = capacity < PAGE_ROWS
    const rows = isFirst ? Math.max(SMALLEST, capacity * 2) : PAGE_ROWS
    const page = create(rows, isFirst ? last : null)
    if (isFirst) list[0] = page
    else list.push(page)
    capacity = isFirst ? rows : capacity + rows
    last = page
    return page
  }

  const pages = {
    length: 0,
    add(): Page {
      const page = last === null || pages.length === capacity ? grow() : last
      pages.length++
      return page
    },
    of: (index: number): Page | undefined =>
      index >= 0 && index < pages.length ? list[index >> PAGE_BITS] : undefined,
    truncate(length: number): void {
      if (length >= pages.length) return
      pages.length = length
      const kept = Math.max(1, Math.ceil(length / PAGE_ROWS))
      if (kept === list.length) return
      // There is more than one page only where each has all its rows.
      list.length = kept
      last = list[kept - 1] ?? null
      capacity = kept * PAGE_ROWS
    },
  }
  return pages
}

export function float64Column(rows: number, smaller?: Float64Array): Float64Array {
  const column = new Float64Array(rows)
  if (smaller !== undefined) column.set(smaller)
  return column
}

export function uint32Column(rows: number, smaller?: Uint32Array): Uint32Array {
  const column = new Uint32Array(rows)
  if (smaller !== undefined) column.set(smaller)
  return column
}

export function uint8Column(rows: number, smaller?: Uint8Array): Uint8Array {
  const column = new Uint8Array(rows)
  if (smaller !== undefined) column.set(smaller)
  return column
}
