import { CloseIcon, ExportIcon } from './icons'
import { Menu, MenuChoice, MenuItem } from './menu'
import { usePanel } from './panel-context'

/** What to export, and what to leave out of it. */
export const ExportMenu = () => {
  const { exports, i18n } = usePanel()
  const open = exports.open.value
  return (
    <div class="menu-anchor">
      <button
        type="button"
        class="tool tool-wide"
        aria-label={i18n.t('export.name')}
        aria-haspopup="menu"
        aria-expanded={open}
        title={i18n.t('export.hint')}
        onClick={() => exports.setOpen(!open)}
      >
        <ExportIcon />
        <span class="tool-label">{i18n.t('export.name')}</span>
      </button>
      {open && <Choices />}
      <Progress />
    </div>
  )
}

/** How far the file is, and a way to give it up. */
const Progress = () => {
  const { exports, i18n } = usePanel()
  const { progress } = exports
  if (progress.value === null) return null
  const percent = Math.floor(progress.value * 100)
  const label = i18n.t('export.progress', { percent })
  return (
    <span class="export-progress" title={label}>
      <progress class="search-progress" aria-label={label} max={100} value={percent} />
      <button
        type="button"
        class="tool tool-small"
        aria-label={i18n.t('export.stop')}
        title={i18n.t('export.stop')}
        onClick={exports.stop}
      >
        <CloseIcon />
      </button>
    </span>
  )
}

const Choices = () => {
  const { exports, streams, i18n } = usePanel()
  const { t } = i18n
  const scope = exports.scope.value
  const selected = streams.selected.value.size
  const all = streams.totals.value.streams
  const chosen = scope === 'all' ? all : selected
  const count = exports.credentials.value
  const close = () => exports.setOpen(false)
  return (
    <Menu label={t('export.name')} onClose={close}>
      <MenuItem
        describedBy="export-har-hint"
        disabled={chosen === 0}
        onChoose={() => {
          exports.har()
          close()
        }}
      >
        {t('export.har')}
      </MenuItem>
      <p id="export-har-hint" class="menu-hint">
        {t('export.har.hint', { count: chosen })}
      </p>
      <hr class="menu-line" />
      <MenuChoice kind="radio" checked={scope === 'all'} onChoose={() => exports.setScope('all')}>
        {t('export.all', { count: all })}
      </MenuChoice>
      <MenuChoice
        kind="radio"
        checked={scope === 'selected'}
        disabled={selected === 0}
        onChoose={() => exports.setScope('selected')}
      >
        {t('export.selected', { count: selected })}
      </MenuChoice>
      <hr class="menu-line" />
      <MenuChoice
        kind="checkbox"
        checked={exports.redact.value}
        describedBy="export-redact-hint"
        onChoose={exports.toggleRedact}
      >
        {t('export.redact')}
      </MenuChoice>
      <p id="export-redact-hint" class="menu-hint">
        {count === null
          ? t('export.redact.counting')
          : t(exports.redact.value ? 'export.redact.on' : 'export.redact.off', { count })}
      </p>
    </Menu>
  )
}
