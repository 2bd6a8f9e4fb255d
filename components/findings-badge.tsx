import type { FindingsBadge as Badge } from '../lib/state/shown'
import { SeverityIcon } from './icons'
import { usePanel } from './panel-context'

/** How many findings are as bad as the worst; a shape and a word for each severity, not a colour alone. */
export const FindingsBadge = ({ badge }: { badge: Badge | null }) => {
  const { t } = usePanel().i18n
  if (!badge) return null
  const text = t(`findings.badge.${badge.worst}`, { count: badge.count })
  return (
    <span class={`findings-badge severity-${badge.worst}`} role="img" aria-label={text} title={text}>
      <SeverityIcon severity={badge.worst} />
      <span class="findings-number" data-count={badge.count} />
    </span>
  )
}
