import { STALL } from '../lib/state/shown'
import { usePanel } from './panel-context'

/** What the current stream's times amount to. */
export const StatsTable = () => {
  const { timing, i18n } = usePanel()
  const { t, duration, number, bytes } = i18n
  const stats = timing.stats.value
  if (!stats) return null
  const since = (value: number | null) => (value === null ? t('timing.never') : `+${duration(value)}`)
  const { gaps, rate } = stats
  const facts: [string, string][] = [
    [t('timing.headers'), since(stats.toHeaders)],
    [t('timing.first-byte'), since(stats.toFirstByte)],
    [t('timing.first-event'), since(stats.toFirstEvent)],
    [t('timing.duration'), duration(stats.duration)],
    [t('timing.chunks'), number(stats.chunks)],
    [t('timing.bytes'), bytes(stats.bytes)],
    [t('timing.events'), number(stats.events)],
  ]
  if (rate !== null) facts.push([t('timing.rate'), t('streams.rate.value', { bytes: bytes(rate) })])
  if (gaps)
    facts.push(
      [t('timing.gap.median'), duration(gaps.median)],
      [t('timing.gap.p95'), duration(gaps.p95)],
      [t('timing.gap.most'), duration(gaps.most)],
      [t('timing.stalls', { time: duration(STALL) }), number(stats.stalls)],
    )
  return (
    <section class="timing-block" aria-label={t('timing.stats')}>
      <h2 class="timing-title">{t('timing.stats')}</h2>
      <dl class="timing-stats">
        {facts.map(([name, value]) => (
          <div key={name} class="timing-fact">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
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
            <td class="numeric">{number(gap.chunk + 1)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
