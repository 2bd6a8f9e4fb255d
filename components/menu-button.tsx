import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { MenuIcon } from './icons'
import { MENU_ITEMS, moveFocus } from './menu-keys'

interface MenuButtonProps {
  /** Accessible name of button and menu. */
  label: string
  title: string
  /** What is seen of the button beside its arrow. */
  face: ComponentChildren
  /** Something is chosen in there that is not the usual. */
  isOn?: boolean
  /** The items; `close` puts the menu away and the focus back. */
  children: (close: () => void) => ComponentChildren
}

/** A button with a menu (ARIA Authoring Practices, menu button). */
export const MenuButton = ({ label, title, face, isOn = false, children }: MenuButtonProps) => {
  const root = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)

  const close = () => {
    setOpen(false)
    root.current?.querySelector<HTMLElement>('[aria-haspopup]')?.focus()
  }
  useEffect(() => {
    if (!open) return
    root.current?.querySelector<HTMLElement>(MENU_ITEMS)?.focus()
    const onPointerDown = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false)
    }
    document.addEventListener('pointerdown', onPointerDown)
    return () => document.removeEventListener('pointerdown', onPointerDown)
  }, [open])

  const onKeyDown = (event: KeyboardEvent) => {
    if (!open) return
    if (event.key === 'Escape') close()
    else if (event.key === 'Tab') setOpen(false)
    else if (!moveFocus(root.current, event.key)) return
    if (event.key === 'Tab') return
    event.preventDefault()
    // DevTools would open its drawer.
    event.stopPropagation()
  }
  return (
    <div ref={root} class="menu-anchor">
      <button
        type="button"
        class={`tool tool-menu${isOn ? ' is-on' : ''}`}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        title={title}
        onClick={() => setOpen(!open)}
        onKeyDown={onKeyDown}
      >
        {face}
        <MenuIcon />
      </button>
      {open && (
        <div class="menu menu-end" role="menu" aria-label={label} onKeyDown={onKeyDown}>
          {children(close)}
        </div>
      )}
    </div>
  )
}
