import { useEffect, useRef, useState } from 'preact/hooks'
import { dropsText } from './drops-text'
import { usePanel } from './panel-context'

/** Screen readers hear of changes at most this often. */
const ANNOUNCE_MS = 3000

/** What the session amounts to, and what the shown stream lost. */
export const StatusBar = () => {
  const { streams, recorder, i18n } = usePanel()
  const { t } = i18n
  const { live, events, bytes, streams: count } = streams.totals.value
  const parts = [t('status.streams', { count }), t('status.events', { count: events }), i18n.bytes(bytes)]
  if (live > 0) parts.splice(1, 0, t('status.live', { count: live }))
  if (!recorder.recording.value) parts.push(t('status.paused'))
  const drops = dropsText(i18n, streams.currentRow()?.dropped ?? [])
  return (
    <footer class="status">
      {parts.map(part => (
        <span key={part} class="status-part">
          {part}
        </span>
      ))}
      {drops && (
        <span class="status-part status-drops" title={drops}>
          {drops}
        </span>
      )}
      <Announcer text={parts.join(', ')} />
    </footer>
  )
}

/** A polite live region that lets the words settle first. */
const Announcer = ({ text }: { text: string }) => {
  const [said, say] = useState('')
  const latest = useRef(text)
  latest.current = text
  useEffect(() => {
    const timer = setInterval(() => say(latest.current), ANNOUNCE_MS)
    return () => clearInterval(timer)
  }, [])
  return (
    <span class="visually-hidden" role="status" aria-live="polite">
      {said}
    </span>
  )
}
