import type { JsonDifference } from '../lib/state/shown'
import { usePanel } from './panel-context'

/** What is different from the event of the same type before this one. */
export const EventChangesView = () => {
  const { inspect, events, i18n } = usePanel()
  const { t } = i18n
  const found = inspect.changes.value
  if (!found || found.kind === 'none-before') return <p class="note">{t('changes.none-before')}</p>
  const { before } = found
  return (
    <>
      <p class="changes-head">
        {t('changes.since')}{' '}
        <button type="button" class="link" onClick={() => events.select(before)}>
          {t('changes.event', { number: before + 1 })}
        </button>
      </p>
      {found.kind === 'unreadable' && <p class="lost">{t('changes.lost')}</p>}
      {found.kind !== 'unreadable' && found.changes.length === 0 && <p class="note">{t('changes.same')}</p>}
      {found.kind === 'json' && found.changes.map(change => <Difference key={change.path} change={change} />)}
      {found.kind === 'text' &&
        found.changes.map(({ kind, text }, at) => <Line key={at} kind={kind} text={text} />)}
      {found.kind !== 'unreadable' && found.isCut && <p class="note">{t('changes.cut')}</p>}
    </>
  )
}

const Difference = ({ change: { path, before, after } }: { change: JsonDifference }) => (
  <div class="change">
    <bdi class="change-path">{path}</bdi>
    {before !== null && <Line kind="removed" text={before} />}
    {after !== null && <Line kind="added" text={after} />}
  </div>
)

const Line = ({ kind, text }: { kind: 'removed' | 'added'; text: string }) => {
  const { t } = usePanel().i18n
  return (
    <div class={`change-line is-${kind}`}>
      <span class="visually-hidden">{t(`changes.${kind}`)} </span>
      <bdi dir="auto">{text}</bdi>
    </div>
  )
}
