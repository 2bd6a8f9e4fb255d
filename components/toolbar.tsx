import { ExportMenu } from './export-menu'
import { ClearIcon, KeysIcon, PreserveIcon, RecordIcon } from './icons'
import { usePanel } from './panel-context'
import { SearchBox } from './search-box'
import { SettingsButton } from './settings-button'

/** Actions on the whole session. */
export const Toolbar = () => {
  const { recorder, help, i18n } = usePanel()
  const recording = recorder.recording.value
  const preserving = recorder.preserveLog.value
  return (
    <div class="toolbar" role="toolbar" aria-label={i18n.t('toolbar.name')}>
      <button
        type="button"
        class="tool tool-record"
        aria-label={i18n.t('toolbar.record')}
        aria-pressed={recording}
        title={i18n.t(recording ? 'toolbar.record.stop' : 'toolbar.record.start')}
        onClick={recorder.toggleRecording}
      >
        <RecordIcon on={recording} />
      </button>
      <button
        type="button"
        class="tool"
        aria-label={i18n.t('toolbar.clear')}
        title={i18n.t('toolbar.clear.hint')}
        onClick={recorder.clear}
      >
        <ClearIcon />
      </button>
      <span class="toolbar-gap" />
      <button
        type="button"
        class="tool tool-wide"
        aria-label={i18n.t('toolbar.preserve')}
        aria-pressed={preserving}
        title={i18n.t('toolbar.preserve.hint')}
        onClick={recorder.togglePreserveLog}
      >
        <PreserveIcon on={preserving} />
        <span class="tool-label">{i18n.t('toolbar.preserve')}</span>
      </button>
      <span class="toolbar-gap" />
      <ExportMenu />
      <span class="toolbar-space" />
      <SearchBox />
      <button
        type="button"
        class="tool"
        aria-label={i18n.t('keys.name')}
        aria-haspopup="dialog"
        title={i18n.t('keys.open.hint')}
        onClick={help.open}
      >
        <KeysIcon />
      </button>
      <SettingsButton />
    </div>
  )
}
