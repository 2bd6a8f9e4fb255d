import type { ConnectionChain, ConnectionRow } from '../lib/state/shown'
import { StateIcon } from './icons'
import { usePanel } from './panel-context'

/** The connections of an `EventSource`, each a way to its stream. */
export const ConnectionList = ({ chain }: { chain: ConnectionChain }) => {
  const { t } = usePanel().i18n
  return (
    <>
      {chain.isCut && <p class="note">{t('request.chain.cut')}</p>}
      {chain.omitted > 0 && <p class="note">{t('request.chain.omitted', { count: chain.omitted })}</p>}
      <ol class="connections" aria-label={t('request.chain.name')}>
        {chain.rows.map(row => (
          <li key={row.key}>
            <Connection row={row} />
          </li>
        ))}
      </ol>
    </>
  )
}

const Connection = ({ row }: { row: ConnectionRow }) => {
  const { streams, i18n } = usePanel()
  const { t } = i18n
  const isCurrent = streams.current.value?.key === row.key
  return (
    <button
      type="button"
      class="connection"
      aria-current={isCurrent}
      onClick={() => streams.selectKey(row.key)}
    >
      <span class={`state state-${row.state}`} title={t(`state.${row.state}.hint`)}>
        <StateIcon state={row.state} />
        <span>{t(`state.${row.state}`)}</span>
      </span>
      <span>{i18n.clock(row.at)}</span>
      <span>{t('status.events', { count: row.events })}</span>
      <bdi class="connection-id">
        {row.lastEventId === '' ? t('request.chain.no-id') : t('request.chain.id', { id: row.lastEventId })}
      </bdi>
    </button>
  )
}
