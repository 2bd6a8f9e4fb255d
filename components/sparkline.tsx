import { ARRIVAL_BINS, type Arrivals } from '../lib/state/shown'
import { usePanel } from './panel-context'

const HEIGHT = 14
/** One unit wide, with a gap. */
const BAR = 0.75

/** What came when since the request: a bar for each span of time, as high as its bytes, small ones made visible. */
export const Sparkline = ({ arrivals }: { arrivals: Arrivals | null }) => {
  const { i18n } = usePanel()
  if (!arrivals) return null
  const { bins, span } = arrivals
  const most = Math.max(...bins)
  if (most === 0) return null
  const used = Math.max(ARRIVAL_BINS / 2, bins.findLastIndex(size => size > 0) + 1)
  const path = bins.map((size, at) => (size > 0 ? bar(at, size / most) : '')).join('')
  const hint = i18n.t('activity.hint', { span: i18n.duration(span), most: i18n.bytes(most) })
  return (
    <span class="activity" title={hint}>
      <svg
        class="sparkline"
        viewBox={`0 0 ${used} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        <path d={path} />
      </svg>
    </span>
  )
}

/** The root brings small chunks into sight beside large ones. */
const bar = (at: number, part: number): string => {
  const height = Math.max(1, Math.sqrt(part) * HEIGHT)
  return `M${at} ${HEIGHT}v${-height.toFixed(1)}h${BAR}V${HEIGHT}z`
}
