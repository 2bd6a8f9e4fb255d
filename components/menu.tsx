import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'

interface MenuProps {
  label: string
  /** Where it opens, in the window; below its button where unsaid. */
  point?: { x: number; y: number } | null
  onClose: () => void
  children: ComponentChildren
}

const ITEMS = '[role^="menuitem"]:not([aria-disabled="true"])'
const MARGIN = 4

/** A menu that is open. It takes the focus, gives it back when it closes, and stays inside the window. */
export const Menu = ({ label, point = null, onClose, children }: MenuProps) => {
  const root = useRef<HTMLDivElement>(null)
  const latest = useRef(onClose)
  latest.current = onClose

  useLayoutEffect(() => {
    const before = document.activeElement
    const element = root.current
    if (!element) return
    keepInside(element)
    element.querySelector<HTMLElement>(ITEMS)?.focus({ preventScroll: true })
    return () => {
      const isLeft = element.contains(document.activeElement) || document.activeElement === document.body
      if (isLeft && before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [point?.x, point?.y])

  useEffect(() => {
    const onPointerDown = (event: Event) => {
      const { target } = event
      // Its button closes it by itself.
      const isOwn = target instanceof Node && root.current?.parentElement?.contains(target)
      if (!isOwn || (target instanceof Node && point && !root.current?.contains(target))) latest.current()
    }
    const onBlur = () => latest.current()
    document.addEventListener('pointerdown', onPointerDown)
    window.addEventListener('blur', onBlur)
    return () => {
      document.removeEventListener('pointerdown', onPointerDown)
      window.removeEventListener('blur', onBlur)
    }
  }, [point])

  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape' || event.key === 'Tab') onClose()
    else if (!moveFocus(root.current, event.key)) return
    event.preventDefault()
  }
  return (
    <div
      ref={root}
      class={`menu${point ? ' menu-at-point' : ''}`}
      role="menu"
      aria-label={label}
      tabIndex={-1}
      style={point ? { insetBlockStart: `${point.y}px`, insetInlineStart: `${point.x}px` } : undefined}
      onKeyDown={onKeyDown}
      onContextMenu={event => event.preventDefault()}
    >
      {children}
    </div>
  )
}

const keepInside = (element: HTMLElement) => {
  element.style.translate = ''
  const box = element.getBoundingClientRect()
  const left = Math.min(0, innerWidth - MARGIN - box.right)
  const up = Math.min(0, innerHeight - MARGIN - box.bottom)
  element.style.translate = `${Math.max(left, MARGIN - box.left)}px ${Math.max(up, MARGIN - box.top)}px`
}

const moveFocus = (root: HTMLElement | null, key: string): boolean => {
  const items = [...(root?.querySelectorAll<HTMLElement>(ITEMS) ?? [])]
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

interface ItemProps {
  onChoose: () => void
  disabled?: boolean
  /** A key that does the same. */
  shortcut?: string
  children: ComponentChildren
}

export const MenuItem = ({ onChoose, disabled = false, shortcut, children }: ItemProps) => (
  <button
    type="button"
    class="menu-item"
    role="menuitem"
    aria-disabled={disabled}
    tabIndex={-1}
    onClick={() => !disabled && onChoose()}
  >
    {children}
    {shortcut && <kbd class="menu-key">{shortcut}</kbd>}
  </button>
)

interface ChoiceProps extends ItemProps {
  kind: 'checkbox' | 'radio'
  checked: boolean
}

/** One of several, or on and off. */
export const MenuChoice = ({ kind, checked, onChoose, disabled = false, children }: ChoiceProps) => (
  // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles have it.
  <button
    type="button"
    class="menu-item"
    role={kind === 'radio' ? 'menuitemradio' : 'menuitemcheckbox'}
    aria-checked={checked}
    aria-disabled={disabled}
    tabIndex={-1}
    onClick={() => !disabled && onChoose()}
  >
    {children}
  </button>
)

/** Items under a heading. */
export const MenuGroup = ({ label, children }: { label: string; children: ComponentChildren }) => (
  <div class="menu-group" role="group" aria-label={label}>
    <div class="menu-heading" aria-hidden="true">
      {label}
    </div>
    {children}
  </div>
)
