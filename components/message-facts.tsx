import type { MessageView } from '../lib/state/shown'
import { usePanel } from './panel-context'

/** One line each, as the stream told them: model, IDs, how it finished, what it used. */
export const MessageFacts = ({ view, choices }: { view: MessageView; choices: number }) => {
  const { t } = usePanel().i18n
  const finishes = view.finishes.map(({ choice, reason }): readonly [string, string] => [
    choices > 1 ? t('message.finish.of', { choice: choice + 1 }) : t('message.finish'),
    reason,
  ])
  const facts = view.facts.map(([name, value]) => [t(`fact.${name}`), value] as const)
  const ended: readonly (readonly [string, string])[] = view.ended
    ? [[t('message.end'), t('message.ended')]]
    : []
  const all = [...facts, ...finishes, ...ended]
  return (
    <>
      {all.length > 0 && <List name={t('message.facts')} entries={all} />}
      {view.usage.length > 0 && <Usage usage={view.usage} />}
    </>
  )
}

const Usage = ({ usage }: { usage: MessageView['usage'] }) => {
  const { t, number } = usePanel().i18n
  const entries = usage.map(
    ([name, value]) => [name, typeof value === 'number' ? number(value) : value] as const,
  )
  return (
    <div class="message-usage">
      <span class="message-usage-title" title={t('message.usage.hint')}>
        {t('message.usage')}
      </span>
      <List name={t('message.usage')} entries={entries} />
    </div>
  )
}

const List = ({ name, entries }: { name: string; entries: readonly (readonly [string, string])[] }) => (
  <dl class="facts" aria-label={name}>
    {entries.map(([key, value], at) => (
      <div key={at} class="fact">
        <dt>
          <bdi>{key}</bdi>
        </dt>
        <dd>
          <bdi>{value}</bdi>
        </dd>
      </div>
    ))}
  </dl>
)
