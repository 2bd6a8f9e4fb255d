import type { FaultGroup, Translator } from '../lib/state/shown'
import { CloseIcon, WarningIcon } from './icons'
import { usePanel } from './panel-context'

/** Says that Streamtap itself failed, where and how often, as something may be missing. */
export const FaultsNotice = () => {
  const { faults, i18n } = usePanel()
  const { t } = i18n
  const groups = faults.groups.value
  const [first] = groups
  if (!first) return null
  const others = groups.length - 1
  return (
    <div class="notice" role="alert">
      <WarningIcon />
      <details class="notice-body">
        <summary>
          <bdi>{sentence(i18n, first)}</bdi> {others > 0 && `${t('faults.others', { count: others })} `}
          {t('faults.effect')}
        </summary>
        <ul class="notice-list">
          {groups.map((group, at) => (
            <FaultItem key={at} group={group} />
          ))}
        </ul>
      </details>
      <button type="button" class="tool tool-small" aria-label={t('faults.dismiss')} onClick={faults.dismiss}>
        <CloseIcon />
      </button>
    </div>
  )
}

const FaultItem = ({ group }: { group: FaultGroup }) => {
  const { i18n } = usePanel()
  const { t, clock } = i18n
  const { count, firstAt, lastAt } = group
  const [first, last] = [firstAt, lastAt].map(at => (at === null ? t('time.unknown') : clock(at)))
  return (
    <li>
      <span class="notice-time">{count > 1 && first !== last ? `${first} – ${last}` : first}</span>{' '}
      <bdi>{sentence(i18n, group)}</bdi>
    </li>
  )
}

const sentence = ({ t }: Translator, { where, message, code, count }: FaultGroup): string =>
  t('faults.sentence', { where, message: code ? t(`faults.${code}`) : message, count })
