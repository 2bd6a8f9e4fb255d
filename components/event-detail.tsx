import type { EventDetail, InspectMode } from '../lib/state/shown'
import { EventChangesView } from './event-changes'
import { FoldedText } from './folded-text'
import { CloseIcon } from './icons'
import { JsonTree } from './json-tree'
import { usePanel } from './panel-context'

const MODES = ['tree', 'text', 'hex', 'changes'] as const

/** The selected block: its place in the stream and its data, in one of several ways. */
export const EventDetailRegion = () => {
  const { events, inspect, i18n } = usePanel()
  const { t } = i18n
  const event = events.detail.value
  if (!event) return null
  const mode = inspect.mode.value === 'tree' && !event.json ? 'text' : inspect.mode.value
  return (
    <section class="event-detail" aria-label={t('event.name')} data-event-detail tabIndex={-1}>
      <div class="event-bar">
        <span class="event-title">
          <bdi>{event.kind === 'event' ? event.type : t(`kind.${event.kind}`)}</bdi>
        </span>
        <div class="toggle" role="group" aria-label={t('event.view')}>
          {MODES.filter(each => each !== 'tree' || event.json).map(each => (
            <Choice
              key={each}
              label={t(`event.${each}`)}
              on={mode === each}
              choose={() => inspect.setMode(each)}
            />
          ))}
        </div>
        <button
          type="button"
          class="tool tool-small"
          aria-label={t('event.close')}
          title={t('event.close')}
          onClick={() => events.select(null)}
        >
          <CloseIcon />
        </button>
      </div>
      <Facts event={event} />
      <div class="event-data">
        <EventBody event={event} mode={mode} />
      </div>
    </section>
  )
}

const EventBody = ({ event, mode }: { event: EventDetail; mode: InspectMode }) => {
  const { inspect, i18n } = usePanel()
  const { t, bytes } = i18n
  if (mode === 'changes') return <EventChangesView />
  if (mode === 'hex') {
    const hex = inspect.hex.value
    if (!hex) return <p class="lost">{t('event.lost')}</p>
    return (
      <div class="event-hex">
        <FoldedText key={event.index} text={hex.text} />
        {hex.cut !== null && <CutNote shown={bytes(hex.cut)} size={bytes(event.size)} />}
      </div>
    )
  }
  if (event.text === null) return <p class="lost">{t('event.lost')}</p>
  return (
    <>
      {event.json && mode === 'tree' ? (
        <JsonTree text={event.text} root={event.json} label={t('event.data')} />
      ) : (
        <FoldedText key={event.index} text={event.text} />
      )}
      {event.cut !== null && <CutNote shown={bytes(event.cut)} size={bytes(event.size)} />}
    </>
  )
}

const CutNote = (values: { shown: string; size: string }) => (
  <p class="note">{usePanel().i18n.t('event.cut', values)}</p>
)

const Choice = ({ label, on, choose }: { label: string; on: boolean; choose: () => void }) => (
  <button type="button" class="toggle-item" aria-pressed={on} onClick={choose}>
    {label}
  </button>
)

const Facts = ({ event }: { event: EventDetail }) => {
  const { t, number, bytes, duration } = usePanel().i18n
  const facts: [name: string, value: string][] = [
    [t('event.id'), event.id === null ? t('event.id.lost') : event.id || t('event.id.none')],
    [t('event.time'), useTimeText(event)],
    [t('event.chunk'), useChunkText(event)],
    [t('event.offset'), number(event.start)],
    [t('event.size'), bytes(event.size)],
  ]
  if (event.retry !== null) facts.push([t('event.retry'), duration(event.retry)])
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name} class="fact">
          <dt>{name}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  )
}

const useTimeText = ({ completedAt, since, isLate }: EventDetail): string => {
  const { t, clock, duration } = usePanel().i18n
  if (completedAt === null || since === null) return t('time.unknown')
  const time = `${clock(completedAt)} (+${duration(since)})`
  return isLate ? `${t('chunk.at-most', { time })} ${t('chunk.late')}` : time
}

const useChunkText = ({ firstChunk, lastChunk, beganAt, group, isRebuilt }: EventDetail): string => {
  const { t, number, clock } = usePanel().i18n
  if (isRebuilt) return t('chunk.rebuilt')
  const name = (chunk: number) => (chunk < 0 ? t('time.unknown') : number(chunk + 1))
  const began = beganAt === null ? t('time.unknown') : clock(beganAt)
  const chunk =
    firstChunk === lastChunk
      ? name(lastChunk)
      : t('event.chunk.split', { first: name(firstChunk), last: name(lastChunk), began })
  return group.size > 1 ? `${chunk}, ${t('event.chunk.shared', { count: group.size })}` : chunk
}
