import type { Hole } from '../lib/state/shown'
import { usePanel } from './panel-context'

/** Stands for bytes that are gone. */
export const HoleText = ({ hole }: { hole: Hole }) => {
  const { t, bytes } = usePanel().i18n
  return (
    <span class="lost">
      {t('raw.hole', { bytes: bytes(hole.end - hole.start), reason: t(`drops.${hole.reason}`) })}
    </span>
  )
}
