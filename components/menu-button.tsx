import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { MenuIcon } from './icons'
import { Menu } from './menu'

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
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <div class="menu-anchor">
      <button
        type="button"
        class={`tool tool-menu${isOn ? ' is-on' : ''}`}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        title={title}
        onClick={() => setOpen(!open)}
      >
        {face}
        <MenuIcon />
      </button>
      {open && (
        <Menu label={label} onClose={close}>
          {children(close)}
        </Menu>
      )}
    </div>
  )
}
