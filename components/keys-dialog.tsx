import { useLayoutEffect, useRef } from 'preact/hooks'
import { usePanel } from './panel-context'

/** Keys as they are called on a keyboard, and what they do. */
const SHEET = [
  [
    'keys.general',
    [
      ['/', 'keys.find'],
      ['Ctrl+F', 'keys.find'],
      ['Ctrl+Shift+F', 'keys.search'],
      ['S', 'keys.streams'],
      ['Ctrl+E', 'keys.record'],
      ['Ctrl+L', 'keys.clear'],
      ['Esc', 'keys.back'],
      ['?', 'keys.sheet'],
    ],
  ],
  [
    'keys.lists',
    [
      ['↑ ↓', 'keys.move'],
      ['Page ↑ ↓', 'keys.page'],
      ['Home End', 'keys.ends'],
      ['Enter', 'keys.open'],
      ['Shift+F10', 'keys.menu'],
    ],
  ],
  [
    'keys.selection',
    [
      ['Ctrl+↑ ↓', 'keys.focus'],
      ['Ctrl+Space', 'keys.toggle'],
      ['Shift+↑ ↓', 'keys.range'],
      ['Ctrl+A', 'keys.all'],
      ['P', 'keys.pin'],
    ],
  ],
  [
    'keys.columns',
    [
      ['← →', 'keys.header'],
      ['Enter', 'keys.sort'],
      ['Shift+← →', 'keys.resize'],
      ['Shift+F10', 'keys.columns.menu'],
    ],
  ],
  [
    'keys.tree',
    [
      ['↑ ↓', 'keys.move'],
      ['→', 'keys.tree.open'],
      ['←', 'keys.tree.close'],
      ['Enter', 'keys.tree.toggle'],
      ['Shift+F10', 'keys.tree.menu'],
    ],
  ],
  [
    'keys.raw',
    [
      ['Enter', 'keys.raw.next'],
      ['Shift+Enter', 'keys.raw.before'],
    ],
  ],
  [
    'keys.timing',
    [
      ['+ −', 'keys.timing.zoom'],
      ['← →', 'keys.timing.pan'],
      ['0', 'keys.timing.all'],
    ],
  ],
  ['keys.details', [['[ ]', 'keys.tabs']]],
] as const

/** Every key of the panel on one sheet. */
export const KeysDialog = () => {
  const { help, i18n } = usePanel()
  return help.isOpen.value ? <Sheet onClose={help.close} t={i18n.t} /> : null
}

interface SheetProps {
  onClose: () => void
  t: ReturnType<typeof usePanel>['i18n']['t']
}

const Sheet = ({ onClose, t }: SheetProps) => {
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const before = document.activeElement
    const { current } = dialog
    current?.showModal()
    return () => {
      current?.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    // DevTools would take what the dialog does not.
    event.stopPropagation()
    if (event.key !== 'Escape' && event.key !== '?') return
    event.preventDefault()
    onClose()
  }
  return (
    <dialog
      ref={dialog}
      class="settings keys"
      aria-labelledby="keys-title"
      onKeyDown={onKeyDown}
      onCancel={onClose}
      onClose={onClose}
    >
      <h2 id="keys-title" class="settings-title">
        {t('keys.name')}
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll it. */}
      <div class="keys-body" tabIndex={0} role="group" aria-labelledby="keys-title">
        {SHEET.map(([title, keys]) => (
          <section key={title} class="keys-group">
            <h3 class="keys-heading">{t(title)}</h3>
            <dl class="keys-list">
              {keys.map(([key, what]) => (
                <div key={key} class="keys-row">
                  <dt>
                    <kbd class="menu-key">{key}</kbd>
                  </dt>
                  <dd>{t(what)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div class="settings-actions">
        <span class="settings-space" />
        <button type="button" class="button button-main" onClick={onClose}>
          {t('keys.close')}
        </button>
      </div>
    </dialog>
  )
}
