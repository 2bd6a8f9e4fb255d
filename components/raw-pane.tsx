import { dropsText } from './drops-text'
import { EmptyNote } from './empty-note'
import { HexGrid } from './hex-grid'
import { usePanel } from './panel-context'
import { RawFind } from './raw-find'
import { TextGrid } from './text-grid'

/** The bytes as the page read them, as text or hex; clicking them selects the event they belong to. */
export const RawPane = () => {
  const { raw, i18n } = usePanel()
  const mode = raw.mode.value
  return (
    <div class="raw-pane">
      <RawBar />
      <RawNotes />
      <div class="raw-body">
        {mode === 'text' ? <TextGrid /> : <HexGrid />}
        {raw.size.value === 0 && <EmptyNote title={i18n.t('empty.raw')} />}
      </div>
    </div>
  )
}

/** Says where the bytes are not simply what the page read. */
const RawNotes = () => {
  const { raw, i18n } = usePanel()
  const notes = raw.notes.value
  if (notes.length === 0) return null
  return (
    <div class="raw-notes" role="note">
      {notes.map(note => (
        <p key={note}>{i18n.t(`bytes.${note}`)}</p>
      ))}
    </div>
  )
}

const MODES = ['text', 'hex'] as const

const RawBar = () => {
  const { raw, streams, i18n } = usePanel()
  const { t } = i18n
  const drops = dropsText(i18n, streams.currentRow()?.dropped ?? [])
  const progress = raw.progress.value
  return (
    <div class="raw-bar">
      <div class="toggle" role="group" aria-label={t('raw.view')}>
        {MODES.map(mode => (
          <button
            key={mode}
            type="button"
            class="toggle-item"
            aria-pressed={raw.mode.value === mode}
            onClick={() => raw.setMode(mode)}
          >
            {t(`raw.${mode}`)}
          </button>
        ))}
      </div>
      <span class="raw-sum">
        {t('raw.sum', { bytes: i18n.bytes(raw.size.value), count: raw.chunks.value })}
      </span>
      {drops && <span class="raw-drops">{drops}</span>}
      {progress < 1 && (
        <span class="raw-sum">{t('raw.indexing', { percent: Math.floor(progress * 100) })}</span>
      )}
      <RawFind />
    </div>
  )
}
