import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'

interface SplitPaneProps {
  /** Accessible name of the divider. */
  label: string
  /** Percent that the first pane takes; null for what the style sheet says. */
  share: number | null
  onShare: (percent: number | null) => void
  first: ComponentChildren
  second: ComponentChildren
}

const SMALLEST = 15
const LARGEST = 85
const STEP = 2
/** What the style sheet says where the panes stand side by side. */
const DEFAULT = 43

/** Two panes and a divider to move; side by side, or one above the other where it is narrow (the style sheet says). */
export const SplitPane = ({ label, share, onShare, first, second }: SplitPaneProps) => {
  const root = useRef<HTMLDivElement>(null)

  const set = (percent: number) => onShare(Math.min(LARGEST, Math.max(SMALLEST, percent)))
  const isStacked = () => root.current !== null && getComputedStyle(root.current).flexDirection === 'column'
  const current = () => share ?? measuredShare(root.current, isStacked())

  const onPointerMove = (event: PointerEvent) => {
    const { currentTarget, pointerId } = event
    if (!(currentTarget instanceof Element) || !currentTarget.hasPointerCapture(pointerId) || !root.current)
      return
    const box = root.current.getBoundingClientRect()
    const along = isStacked()
      ? (event.clientY - box.top) / box.height
      : (event.clientX - box.left) / box.width
    set(along * 100)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = new Map([
      ['ArrowLeft', -STEP],
      ['ArrowUp', -STEP],
      ['ArrowRight', STEP],
      ['ArrowDown', STEP],
    ]).get(event.key)
    if (step === undefined) return
    event.preventDefault()
    set(current() + step)
  }
  return (
    <div ref={root} class="split">
      <div class="split-first" style={share === null ? undefined : { flexBasis: `${share}%` }}>
        {first}
      </div>
      <div
        class="split-divider"
        role="separator"
        aria-label={label}
        aria-valuemin={SMALLEST}
        aria-valuemax={LARGEST}
        aria-valuenow={Math.round(share ?? DEFAULT)}
        tabIndex={0}
        onPointerDown={event => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
        onDblClick={() => onShare(null)}
        onKeyDown={onKeyDown}
      />
      <div class="split-second">{second}</div>
    </div>
  )
}

const measuredShare = (root: HTMLElement | null, stacked: boolean): number => {
  const first = root?.firstElementChild?.getBoundingClientRect()
  const whole = root?.getBoundingClientRect()
  if (!first || !whole) return DEFAULT
  return (stacked ? first.height / whole.height : first.width / whole.width) * 100
}
