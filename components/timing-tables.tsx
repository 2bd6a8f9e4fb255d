import { STALL, type TimingStats, type Translator } from '../lib/state/shown'
import { usePanel } from './panel-context'

/** What the times of the streams on the axis amount to: a column for each. */
export const StatsTable = () => {
  const { timing, i18n } = usePanel()
  const { t } = i18n
  const compared = timing.compared.value
  const columns = compared.map(({ stats }) => factsOf(i18n, stats))
  // A fact that one of them has stands for all.
  const names = [...new Set(columns.flatMap(facts => [...facts.keys()]))]
  if (compared.length === 0) return null
  return (
    <section
      class={`timing-block timing-stats${compared.length > 1 ? ' is-comparison' : ''}`}
      aria-labelledby="timing-stats"
    >
      <h2 id="timing-stats" class="timing-title">
        {t('timing.stats')}
      </h2>
      <table class="timing-block" aria-labelledby="timing-stats">
        {compared.length > 1 && (
          <thead>
            <tr>
              <td />
              {compared.map(({ key, name }, at) => (
                <th key={key} scope="col" class="numeric" title={name}>
                  <bdi class={`timing-name series-${at}`}>{name}</bdi>
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {names.map(name => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {columns.map((facts, at) => (
                <td key={at} class="numeric">
                  {facts.get(name)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const factsOf = (i18n: Translator, stats: TimingStats): ReadonlyMap<string, string> => {
  const { t, duration, number, bytes } = i18n
  const since = (value: number | null) => (value === null ? t('timing.never') : `+${duration(value)}`)
  const { gaps, rate } = stats
  const facts = new Map([
    [t('timing.headers'), since(stats.toHeaders)],
    [t('timing.first-byte'), since(stats.toFirstByte)],
    [t('timing.first-event'), since(stats.toFirstEvent)],
    ...(stats.toFirstContent === null
      ? []
      : [[t('timing.first-content'), since(stats.toFirstContent)] as const]),
    [t('timing.duration'), duration(stats.duration)],
    [t('timing.chunks'), number(stats.chunks)],
    [t('timing.bytes'), bytes(stats.bytes)],
    [t('timing.events'), number(stats.events)],
  ])
  if (rate !== null) facts.set(t('timing.rate'), t('streams.rate.value', { bytes: bytes(rate) }))
  if (gaps)
    facts
      .set(t('timing.gap.median'), duration(gaps.median))
      .set(t('timing.gap.p95'), duration(gaps.p95))
      .set(t('timing.gap.most'), duration(gaps.most))
  if (gaps || stats.stalls > 0) facts.set(t('timing.stalls', { time: duration(STALL) }), number(stats.stalls))
  if (stats.silentFor !== null) facts.set(t('timing.silent'), duration(stats.silentFor))
  return facts
}

/** How long gaps are, and how many of each length. */
export const GapClasses = () => {
  const { timing, i18n } = usePanel()
  const { t, duration, number } = i18n
  const classes = timing.classes.value
  if (classes.length === 0) return null
  const most = Math.max(...classes.map(({ count }) => count))
  return (
    <table class="timing-block timing-classes">
      <caption class="timing-title">{t('timing.distribution')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('timing.class')}</th>
          <th scope="col" class="numeric">
            {t('timing.class.count')}
          </th>
        </tr>
      </thead>
      <tbody>
        {classes.map(({ from, to, count }) => (
          <tr key={from}>
            <th scope="row">
              {Number.isFinite(to)
                ? t('timing.class.between', { from: duration(from), to: duration(to) })
                : t('timing.class.over', { from: duration(from) })}
            </th>
            <td class="numeric" style={{ '--part': count / most }}>
              <span class="timing-count">{number(count)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The longest stretches in which nothing came. */
export const GapTable = () => {
  const { timing, i18n } = usePanel()
  const { t, duration, number } = i18n
  const gaps = timing.gaps.value
  if (gaps.length === 0) return null
  return (
    <table class="timing-block timing-gaps">
      <caption class="timing-title">{t('timing.gaps')}</caption>
      <thead>
        <tr>
          <th scope="col" class="numeric">
            {t('timing.gap')}
          </th>
          <th scope="col" class="numeric">
            {t('timing.gap.until')}
          </th>
          <th scope="col" class="numeric">
            {t('timing.gap.chunk')}
          </th>
        </tr>
      </thead>
      <tbody>
        {gaps.slice(0, 10).map(gap => (
          <tr key={gap.chunk} class={gap.gap >= STALL ? 'is-stall' : ''}>
            <td class="numeric">
              <button
                type="button"
                class="timing-link"
                aria-label={t('timing.gap.show', { gap: duration(gap.gap), chunk: gap.chunk + 1 })}
                onClick={() => timing.showGap(gap)}
              >
                {duration(gap.gap)}
              </button>
            </td>
            <td class="numeric">+{duration(gap.at)}</td>
            <td class="numeric">
              <button
                type="button"
                class="timing-link"
                aria-label={t('timing.gap.chunk.show', { chunk: gap.chunk + 1 })}
                onClick={() => timing.showChunk(gap.chunk)}
              >
                {number(gap.chunk + 1)}
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
