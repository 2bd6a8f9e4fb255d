import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { MENU_ITEMS, moveFocus } from './menu-keys'

/** Where a menu was asked for, in pixels of the window. */
export interface MenuPlace {
  x: number
  y: number
}

interface ContextMenuProps {
  label: string
  place: MenuPlace
  onClose: () => void
  children: ComponentChildren
}

/** A menu where the pointer or the focus is; gives the focus back. */
export const ContextMenu = ({ label, place, onClose, children }: ContextMenuProps) => {
  const menu = useRef<HTMLDivElement>(null)
  const close = useRef(onClose)
  close.current = onClose
  useLayoutEffect(() => {
    const element = menu.current
    if (!element) return
    const { width, height } = element.getBoundingClientRect()
    element.style.left = `${Math.max(0, Math.min(place.x, innerWidth - width - 4))}px`
    element.style.top = `${Math.max(0, Math.min(place.y, innerHeight - height - 4))}px`
  }, [place])
  useEffect(() => {
    const before = document.activeElement
    menu.current?.querySelector<HTMLElement>(MENU_ITEMS)?.focus()
    const onPointerDown = (event: Event) => {
      if (event.target instanceof Node && !menu.current?.contains(event.target)) close.current()
    }
    document.addEventListener('pointerdown', onPointerDown)
    return () => {
      document.removeEventListener('pointerdown', onPointerDown)
      if (before instanceof HTMLElement && !before.closest('[role="menu"]'))
        before.focus({ preventScroll: true })
    }
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' || event.key === 'Tab') onClose()
    else if (!moveFocus(menu.current, event.key)) return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div ref={menu} class="menu menu-context" role="menu" aria-label={label} onKeyDown={onKeyDown}>
      {children}
    </div>
  )
}

/** Where the menu goes: to the pointer, or below what has the focus where a key asked for it. */
export const placeOf = (event: MouseEvent): MenuPlace => {
  const isPointed = event.clientX !== 0 || event.clientY !== 0
  const box = event.target instanceof Element ? event.target.getBoundingClientRect() : null
  return isPointed || !box ? { x: event.clientX, y: event.clientY } : { x: box.left + 24, y: box.bottom }
}
