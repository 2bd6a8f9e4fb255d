import type { ComponentChildren } from 'preact'

interface MenuItemProps {
  children: ComponentChildren
  onChoose: () => void
  /** A switch, or one of several; a plain item where unsaid. */
  kind?: 'checkbox' | 'radio'
  checked?: boolean
  disabled?: boolean
  title?: string | undefined
}

export const MenuItem = ({ children, onChoose, kind, checked, disabled = false, title }: MenuItemProps) => (
  <button
    type="button"
    class="menu-item"
    {...(kind ? { role: `menuitem${kind}`, 'aria-checked': checked === true } : { role: 'menuitem' })}
    aria-disabled={disabled}
    title={title}
    tabIndex={-1}
    onClick={() => disabled || onChoose()}
  >
    {children}
  </button>
)

/** Items that belong together, under a name. */
export const MenuGroup = ({ label, children }: { label: string; children: ComponentChildren }) => (
  <div role="group" aria-label={label}>
    <p class="menu-name" aria-hidden="true">
      {label}
    </p>
    {children}
  </div>
)
