import { useEffect, useRef } from 'preact/hooks'
import { ExportIcon } from './icons'
import { MENU_ITEMS, moveFocus } from './menu-keys'
import { usePanel } from './panel-context'

/** What to export, and what to leave out of it. */
export const ExportMenu = () => {
  const { exports, i18n } = usePanel()
  const root = useRef<HTMLDivElement>(null)
  const open = exports.open.value

  const close = () => {
    exports.setOpen(false)
    root.current?.querySelector<HTMLElement>('[aria-haspopup]')?.focus()
  }
  useEffect(() => {
    if (!open) return
    root.current?.querySelector<HTMLElement>(MENU_ITEMS)?.focus()
    const onPointerDown = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) exports.setOpen(false)
    }
    document.addEventListener('pointerdown', onPointerDown)
    return () => document.removeEventListener('pointerdown', onPointerDown)
  }, [open, exports])

  const onKeyDown = (event: KeyboardEvent) => {
    if (!open) return
    if (event.key === 'Escape') close()
    else if (event.key === 'Tab') exports.setOpen(false)
    else if (!moveFocus(root.current, event.key)) return
    if (event.key !== 'Tab') event.preventDefault()
  }
  return (
    <div ref={root} class="menu-anchor">
      <button
        type="button"
        class="tool tool-wide"
        aria-label={i18n.t('export.name')}
        aria-haspopup="menu"
        aria-expanded={open}
        title={i18n.t('export.hint')}
        onClick={() => exports.setOpen(!open)}
        onKeyDown={onKeyDown}
      >
        <ExportIcon />
        <span class="tool-label">{i18n.t('export.name')}</span>
      </button>
      {open && <Menu onKeyDown={onKeyDown} onDone={close} />}
    </div>
  )
}

interface MenuProps {
  onKeyDown: (event: KeyboardEvent) => void
  onDone: () => void
}

const Menu = ({ onKeyDown, onDone }: MenuProps) => {
  const { exports, streams, i18n } = usePanel()
  const scope = exports.scope.value
  const selected = streams.selected.value.size
  const all = streams.totals.value.streams
  const chosen = scope === 'all' ? all : selected
  const download = () => {
    if (chosen === 0) return
    exports.har()
    onDone()
  }
  return (
    <div class="menu" role="menu" aria-label={i18n.t('export.name')} onKeyDown={onKeyDown}>
      <button
        type="button"
        class="menu-item"
        role="menuitem"
        aria-describedby="export-har-hint"
        aria-disabled={chosen === 0}
        tabIndex={-1}
        onClick={download}
      >
        {i18n.t('export.har')}
      </button>
      <p id="export-har-hint" class="menu-hint">
        {i18n.t('export.har.hint', { count: chosen })}
      </p>
      <hr class="menu-line" />
      <button
        type="button"
        class="menu-item"
        role="menuitemradio"
        aria-checked={scope === 'all'}
        tabIndex={-1}
        onClick={() => exports.setScope('all')}
      >
        {i18n.t('export.all', { count: all })}
      </button>
      <button
        type="button"
        class="menu-item"
        role="menuitemradio"
        aria-checked={scope === 'selected'}
        aria-disabled={selected === 0}
        tabIndex={-1}
        onClick={() => selected > 0 && exports.setScope('selected')}
      >
        {i18n.t('export.selected', { count: selected })}
      </button>
      <hr class="menu-line" />
      <button
        type="button"
        class="menu-item"
        role="menuitemcheckbox"
        aria-checked={exports.redact.value}
        aria-describedby="export-redact-hint"
        tabIndex={-1}
        onClick={exports.toggleRedact}
      >
        {i18n.t('export.redact')}
      </button>
      <p id="export-redact-hint" class="menu-hint">
        {i18n.t(exports.redact.value ? 'export.redact.on' : 'export.redact.off', {
          count: exports.credentials.value,
        })}
      </p>
    </div>
  )
}
