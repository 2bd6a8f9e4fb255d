import { useEffect, useState } from 'preact/hooks'
import type { FilterError, FilterState } from '../lib/state/shown'
import { usePanel } from './panel-context'

/** One who is still writing need not hear of what is not finished yet. */
const PAUSE_MS = 400

/** What is wrong with the filter, and where; said aloud once the user pauses. */
export const FilterMessage = ({ error, text }: { error: FilterError; text: FilterState['text'] }) => {
  const { t } = usePanel().i18n
  const message = useErrorText(error)
  const [said, say] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => say(message), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [message])
  const written = text.value
  const end = error.at + error.length
  return (
    <div class="filter-message">
      <p id="filter-error" class="filter-error">
        {message}
      </p>
      <p class="filter-place" aria-hidden="true">
        {written.slice(Math.max(0, error.at - 40), error.at)}
        <mark>{written.slice(error.at, end) || '…'}</mark>
        {written.slice(end, end + 40)}
      </p>
      <p class="filter-kept">{t('filter.kept')}</p>
      <div class="visually-hidden" role="alert">
        {said}
      </div>
    </div>
  )
}

const SHOWN_LENGTH = 60

const useErrorText = ({ code, text, detail = '' }: FilterError): string => {
  const { t } = usePanel().i18n
  const shown = text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text
  return t(`filter.error.${code}`, { text: shown, detail })
}
