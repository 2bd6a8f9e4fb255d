interface GridPlace {
  active: number
  count: number
  /** Rows in view. */
  page: number
}

/** The row a key goes to; null where the key does not move or nothing is left to move to. */
export const gridMove = ({ key }: { key: string }, { active, count, page }: GridPlace): number | null => {
  const target = targetOf(key, active, count, page)
  if (target === null || count === 0) return null
  return Math.min(count - 1, Math.max(0, target))
}

const targetOf = (key: string, active: number, count: number, page: number): number | null => {
  switch (key) {
    case 'ArrowDown':
      return active + 1
    case 'ArrowUp':
      return active < 0 ? count - 1 : active - 1
    case 'PageDown':
      return Math.max(0, active) + page
    case 'PageUp':
      return active - page
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}
