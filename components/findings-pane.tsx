import { useState } from 'preact/hooks'
import { evidenceText, type Finding } from '../lib/state/shown'
import { EmptyNote } from './empty-note'
import { SeverityIcon } from './icons'
import { usePanel } from './panel-context'

/** What is wrong with the stream, the evidence, and how to mend it. */
export const FindingsPane = () => {
  const { findings, i18n } = usePanel()
  const { t } = i18n
  const shown = findings.shown.value
  const ignored = findings.ignored.value
  return (
    <div class="findings-pane" data-revision={findings.revision.value}>
      <div class="findings-bar">
        <span class="findings-count">
          {findings.isBusy.value ? t('findings.busy') : t('findings.count', { count: shown.length })}
          {ignored > 0 && ` · ${t('findings.ignored', { count: ignored })}`}
        </span>
        <CopyReport />
      </div>
      {shown.length === 0 ? (
        <EmptyNote title={t('findings.none')} lines={[t('findings.none.hint')]} />
      ) : (
        <ul class="findings" aria-label={t('tab.findings')}>
          {shown.map(finding => (
            <FindingItem key={finding.code} finding={finding} />
          ))}
        </ul>
      )}
    </div>
  )
}

const CopyReport = () => {
  const { findings, i18n } = usePanel()
  const { t } = i18n
  const [outcome, setOutcome] = useState<'' | 'done' | 'failed'>('')
  return (
    <>
      <span class="findings-outcome" role="status">
        {outcome !== '' && t(`findings.copy.${outcome}`)}
      </span>
      <button
        type="button"
        class="button"
        title={t('findings.copy.hint')}
        disabled={findings.shown.value.length === 0}
        onClick={() => setOutcome(findings.copyReport() ? 'done' : 'failed')}
      >
        {t('findings.copy')}
      </button>
    </>
  )
}

const FindingItem = ({ finding }: { finding: Finding }) => {
  const { findings, i18n } = usePanel()
  const { t } = i18n
  const { title, why, fix, source } = i18n.finding(finding.code, finding.args)
  const [isFull, setFull] = useState(false)
  return (
    <li class={`finding finding-${finding.severity}`} data-code={finding.code}>
      <h2 class="finding-title">
        <SeverityIcon severity={finding.severity} />
        <span class="finding-severity">{t(`severity.${finding.severity}`)}</span>
        <bdi>{title}</bdi>
      </h2>
      <p class="finding-text">
        <bdi>{why}</bdi>
      </p>
      <p class="finding-text">
        <b>{t('findings.fix')}</b> <bdi>{fix}</bdi>
      </p>
      <div class="finding-links">
        {finding.evidence.map(evidence => (
          <button
            key={JSON.stringify(evidence)}
            type="button"
            class="button button-small"
            data-evidence={evidence.kind}
            onClick={() => findings.show(evidence)}
          >
            {evidenceText(evidence, t)}
          </button>
        ))}
        <span class="finding-space" />
        <span class="findings-outcome" role="status">
          {isFull && t('findings.ignore.full')}
        </span>
        <a class="finding-source" href={source} target="_blank" rel="noreferrer">
          {t('findings.source')}
        </a>
        <button
          type="button"
          class="button button-small button-quiet"
          title={t('findings.ignore.hint')}
          onClick={() => setFull(!findings.ignore(finding))}
        >
          {t('findings.ignore')}
        </button>
      </div>
    </li>
  )
}
