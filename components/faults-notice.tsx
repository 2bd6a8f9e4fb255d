import { CloseIcon, WarningIcon } from './icons'
import { usePanel } from './panel-context'

/** Says that Streamtap itself failed somewhere, so that something may be missing. */
export const FaultsNotice = () => {
  const { faults, i18n } = usePanel()
  const count = faults.count.value
  if (count === 0) return null
  return (
    <div class="notice" role="alert">
      <WarningIcon />
      <details class="notice-body">
        <summary>{i18n.t('faults.summary', { count })}</summary>
        <ul class="notice-list">
          {faults.latest.value.map((fault, at) => (
            <li key={at}>
              <code>{fault.where}</code> <bdi>{fault.message}</bdi>
            </li>
          ))}
        </ul>
      </details>
      <button
        type="button"
        class="tool tool-small"
        aria-label={i18n.t('faults.dismiss')}
        onClick={faults.dismiss}
      >
        <CloseIcon />
      </button>
    </div>
  )
}
