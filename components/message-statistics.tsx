import { useState } from 'preact/hooks'
import type { PartView, MessageStatistics as Statistics } from '../lib/state/shown'
import { Section } from './fields'
import { usePanel } from './panel-context'

/** How fast it came, measured by the times of chunks. */
export const MessageStatistics = () => {
  const { message, i18n } = usePanel()
  const { t, number } = i18n
  const statistics = message.statistics.value
  const facts = useFacts()
  if (!statistics || statistics.characters === 0) return null
  const { tokens, duration } = statistics
  const entries = facts(statistics)
  if (tokens !== null) {
    entries.push([t('statistics.tokens'), number(tokens)])
    if (duration > 0) entries.push([t('statistics.token-rate'), number((tokens * 1000) / duration)])
  }
  return (
    <Section title={t('statistics.name')}>
      <Entries entries={entries} />
    </Section>
  )
}

const Entries = ({ entries }: { entries: readonly (readonly [string, string])[] }) => {
  const { t } = usePanel().i18n
  return (
    <dl class="facts statistics" aria-label={t('statistics.name')}>
      {entries.map(([name, value]) => (
        <div key={name} class="fact">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const useFacts = () => {
  const { t, number, duration } = usePanel().i18n
  return (statistics: Statistics): (readonly [string, string])[] => {
    const { firstText, firstReasoning, characters, charactersPerSecond, gaps } = statistics
    const entries: (readonly [string, string])[] = []
    if (firstReasoning !== null) entries.push([t('statistics.first-reasoning'), duration(firstReasoning)])
    if (firstText !== null) entries.push([t('statistics.first-text'), duration(firstText)])
    entries.push([t('statistics.duration'), duration(statistics.duration)])
    entries.push([t('statistics.characters'), number(characters)])
    if (charactersPerSecond !== null) entries.push([t('statistics.rate'), number(charactersPerSecond)])
    if (!gaps) return entries
    entries.push([t('statistics.median'), duration(gaps.median)])
    entries.push([t('statistics.high'), duration(gaps.high)])
    entries.push([t('statistics.longest'), duration(gaps.longest)])
    entries.push([
      t('statistics.stalled'),
      t('statistics.percent', { value: Math.round(gaps.stalled * 100) }),
    ])
    return entries
  }
}

/** Of one part, when asked for: counting them goes through all deltas. */
export const PartStatistics = ({ part }: { part: PartView }) => {
  const { message, i18n } = usePanel()
  const [isOpen, setOpen] = useState(false)
  const facts = useFacts()
  const statistics = isOpen ? message.partStatistics(part.number) : null
  if (part.text === '' || part.events < 2) return null
  return (
    <>
      {statistics && <Entries entries={facts(statistics)} />}
      <button type="button" class="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {i18n.t('statistics.part')}
      </button>
    </>
  )
}
