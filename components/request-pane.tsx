import { type RequestView, sourceName } from '../lib/state/shown'
import { dropsText } from './drops-text'
import { Fields, Section } from './fields'
import { usePanel } from './panel-context'
import { PayloadView } from './payload-view'

/** What was asked, what was answered, and how it ended. */
export const RequestPane = () => {
  const { request, i18n } = usePanel()
  const { t } = i18n
  const view = request.shown.value
  if (!view) return null
  const { opened, query, response } = view
  return (
    <div class="request-pane">
      <Section title={t('request.general')}>
        <Fields fields={useGeneral(view)} />
      </Section>
      {query.length > 0 && (
        <Section title={t('request.query', { count: query.length })}>
          <Fields fields={query} data />
        </Section>
      )}
      <Section title={t('request.headers', { count: opened.headers.length })}>
        {opened.headers.length > 0 ? (
          <Fields fields={opened.headers} data />
        ) : (
          <p class="note">{t('request.headers.none')}</p>
        )}
      </Section>
      <Section title={t('request.payload')}>
        <PayloadView payload={view.payload} />
      </Section>
      <Section title={t('request.response', { count: response?.headers.length ?? 0 })}>
        {response === null ? (
          <p class="note">{t('request.response.none')}</p>
        ) : response.headers.length > 0 ? (
          <Fields fields={response.headers} data />
        ) : (
          <p class="note">{t('request.response.hidden')}</p>
        )}
      </Section>
    </div>
  )
}

const useGeneral = ({ opened, document, response, closed, wholeBody }: RequestView): [string, string][] => {
  const { streams, i18n } = usePanel()
  const { t } = i18n
  const row = streams.currentRow()
  const facts: [string, string][] = [
    [t('request.url'), opened.url],
    [t('request.method'), opened.method],
    [
      t('request.status'),
      response ? `${response.status} ${response.statusText}`.trim() : t('request.status.none'),
    ],
    [t('request.source'), sourceName(opened.source)],
    [t('request.frame'), document.isTopFrame ? t('request.frame.top', { url: document.url }) : document.url],
    [t('request.started'), i18n.dateTime(opened.at)],
  ]
  if (response) facts.push([t('request.answered'), `+${i18n.duration(response.at - opened.at)}`])
  if (response?.redirected) facts.push([t('request.redirected'), response.url])
  if (response) facts.push([t('request.type'), response.responseType])
  if (row) facts.push([t('request.end'), t(`state.${row.state}.hint`)])
  if (closed?.message) facts.push([t('request.error'), closed.message])
  if (row) facts.push([t('request.duration'), i18n.duration(row.duration)])
  if (wholeBody) {
    const note = wholeBody.reencoded ? 'request.read.text' : 'request.read.whole'
    facts.push([t('request.read'), t(note, { call: wholeBody.name })])
  }
  const drops = dropsText(i18n, row?.dropped ?? [])
  if (drops) facts.push([t('request.dropped'), drops])
  return facts
}
