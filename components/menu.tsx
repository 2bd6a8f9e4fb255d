import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { MENU_ITEMS, moveFocus } from './menu-keys'

/** Where a menu opens, in pixels of the window. */
export interface MenuPoint {
  x: number
  y: number
}

interface MenuProps {
  label: string
  /** Below its button where unsaid. */
  point?: MenuPoint | null
  onClose: () => void
  children: ComponentChildren
}

const MARGIN = 4
const INDENT = 24

/** A menu that is open. It takes the focus, gives it back when it closes, and stays inside the window. */
export const Menu = ({ label, point = null, onClose, children }: MenuProps) => {
  const root = useRef<HTMLDivElement>(null)
  const latest = useRef(onClose)
  latest.current = onClose

  useLayoutEffect(() => {
    const element = root.current
    if (!element) return
    // Some browsers give no focus to a button that is clicked.
    const button = point ? null : element.parentElement?.querySelector('[aria-haspopup]')
    const before = button ?? document.activeElement
    keepInside(element)
    element.querySelector<HTMLElement>(MENU_ITEMS)?.focus({ preventScroll: true })
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

/** Where the pointer is; below the element where a key asked for the menu. */
export const menuPoint = (event: MouseEvent, element: Element | null | undefined): MenuPoint => {
  const isByKey = event.button !== 2
  const box = element?.getBoundingClientRect()
  return isByKey && box ? { x: box.left + INDENT, y: box.bottom } : { x: event.clientX, y: event.clientY }
}

/** Makes what an item does put the menu away before it. */
export const closingFirst = (onClose: () => void) => (act: () => void) => () => {
  onClose()
  act()
}

interface ItemProps {
  onChoose: () => void
  disabled?: boolean
  /** A key that does the same. */
  shortcut?: string
  title?: string | undefined
  /** ID of the element that says more. */
  describedBy?: string
  children: ComponentChildren
}

export const MenuItem = ({
  onChoose,
  disabled = false,
  shortcut,
  title,
  describedBy,
  children,
}: ItemProps) => (
  <button
    type="button"
    class="menu-item"
    role="menuitem"
    aria-disabled={disabled}
    aria-describedby={describedBy}
    title={title}
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
export const MenuChoice = ({
  kind,
  checked,
  onChoose,
  disabled = false,
  title,
  describedBy,
  children,
}: ChoiceProps) => (
  // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles have it.
  <button
    type="button"
    class="menu-item"
    role={kind === 'radio' ? 'menuitemradio' : 'menuitemcheckbox'}
    aria-checked={checked}
    aria-disabled={disabled}
    aria-describedby={describedBy}
    title={title}
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
