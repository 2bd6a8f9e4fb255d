/** What the keys of a menu go to. */
export const MENU_ITEMS = '[role^="menuitem"]:not([aria-disabled="true"])'

/** Moves the focus among the items in there; false where the key does not move it. */
export const moveFocus = (root: HTMLElement | null, key: string): boolean => {
  const items = [...(root?.querySelectorAll<HTMLElement>(MENU_ITEMS) ?? [])]
  const at = items.findIndex(item => item.matches(':focus'))
  const steps = new Map([
    ['ArrowDown', at + 1],
    ['ArrowUp', at <= 0 ? items.length - 1 : at - 1],
    ['Home', 0],
    ['End', items.length - 1],
  ])
  const target = steps.get(key)
  if (target === undefined || items.length === 0) return false
  items[target % items.length]?.focus()
  return true
}
