import { usePanel } from './panel-context'

/** The connection's life in parts, one below the other, each as long as it took. */
export const PhaseChart = () => {
  const { request, streams, i18n } = usePanel()
  const { t, duration } = i18n
  const phases = request.phases.value
  const whole = Math.max(1, phases.at(-1)?.to ?? 0)
  const isLive = streams.currentLive.value
  return (
    <table class="phases">
      <thead class="visually-hidden">
        <tr>
          <th scope="col">{t('request.phase')}</th>
          <th scope="col">{t('request.phase.when')}</th>
          <th scope="col">{t('request.phase.length')}</th>
        </tr>
      </thead>
      <tbody>
        {phases.map(({ phase, from, to }) => (
          <tr key={phase}>
            <th scope="row">
              {phase === 'ending' && isLive ? t('request.phase.since') : t(`request.phase.${phase}`)}
            </th>
            <td class="phase-track">
              <span
                class={`phase-bar phase-${phase}`}
                style={{
                  insetInlineStart: `${(from / whole) * 100}%`,
                  width: `${((to - from) / whole) * 100}%`,
                }}
              />
              <span class="visually-hidden">+{duration(from)}</span>
            </td>
            <td class="numeric">{duration(to - from)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
