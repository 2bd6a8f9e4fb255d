import type { Note } from '../lib/state/shown'
import { EventLink } from './event-link'
import { WarningIcon } from './icons'
import { usePanel } from './panel-context'

/** What is to be known of how the message came about. */
export const MessageNotes = ({ notes }: { notes: readonly Note[] }) => {
  const { t } = usePanel().i18n
  const textOf = useNoteText()
  if (notes.length === 0) return null
  return (
    <ul class="message-notes" aria-label={t('message.notes')}>
      {notes.map((note, at) => (
        <li key={at} class="message-note">
          <WarningIcon />
          <span>
            <bdi>{textOf(note)}</bdi> <EventLink block={note.block} />
          </span>
        </li>
      ))}
    </ul>
  )
}

const useNoteText = () => {
  const { t } = usePanel().i18n
  return ({ code, detail, count }: Note): string => {
    if (code === 'snapshot-differs') {
      const [sum = '', whole = '', from = ''] = detail.split('/')
      return t('note.snapshot-differs', {
        sum: Number(sum),
        whole: Number(whole),
        at: Number(from) + 1,
      })
    }
    const text = t(`note.${code}`)
    const shown = detail === '' ? text : t('note.detail', { text, detail })
    return count > 1 ? t('note.times', { text: shown, count }) : shown
  }
}
