import { type RequestView, sourceName, type Translator } from '../lib/state/shown'
import type { HeaderList } from '../lib/wire/records'
import { ConnectionList } from './connection-list'
import { dropsText } from './drops-text'
import { Fields, Section } from './fields'
import { formatName, formatReason } from './format-text'
import { usePanel } from './panel-context'
import { PayloadView } from './payload-view'
import { PhaseChart } from './phase-chart'

/** What was asked, what was answered, and how it ended. */
export const RequestPane = () => {
  const { request, i18n } = usePanel()
  const { t } = i18n
  const view = request.shown.value
  if (!view) return null
  const { opened, query, response, chain, listed } = view
  const isEventSource = opened.source === 'event-source'
  return (
    <div class="request-pane">
      <Section title={t('request.general')}>
        <Fields fields={useGeneral(view)} />
      </Section>
      <Section title={t('request.timing')}>
        <PhaseChart />
      </Section>
      {chain && (
        <Section title={t('request.chain', { count: chain.omitted + chain.rows.length })}>
          <ConnectionList chain={chain} />
        </Section>
      )}
      {query.length > 0 && (
        <Section title={t('request.query', { count: query.length })}>
          <Fields fields={query} data />
        </Section>
      )}
      <Section title={t('request.headers', { count: opened.headers.length + listed.request.length })}>
        <Headers
          seen={opened.headers}
          listed={listed.request}
          source={opened.observer === 'devtools' ? 'request.seen.devtools' : 'request.seen.request'}
          none={isEventSource ? 'request.headers.event-source' : 'request.headers.none'}
        />
      </Section>
      <Section title={t('request.payload')}>
        <PayloadView payload={view.payload} />
      </Section>
      <Section
        title={t('request.response', { count: (response?.headers.length ?? 0) + listed.response.length })}
      >
        <Headers
          seen={response?.headers ?? []}
          listed={listed.response}
          source={
            opened.observer === 'devtools' || isEventSource ? 'request.seen.devtools' : 'request.seen.answer'
          }
          none={
            response !== null
              ? 'request.response.hidden'
              : isEventSource
                ? 'request.response.event-source'
                : 'request.response.none'
          }
        />
      </Section>
    </div>
  )
}

interface HeadersProps {
  seen: HeaderList
  /** What is known beside them from DevTools. */
  listed: HeaderList
  /** Who saw the first: what the browser adds or hides depends on it. */
  source: `request.seen.${'request' | 'answer' | 'devtools'}`
  /** Why there are none of them. */
  none: `request.${'headers.none' | 'headers.event-source' | 'response.none' | 'response.hidden' | 'response.event-source'}`
}

const Headers = ({ seen, listed, source, none }: HeadersProps) => {
  const { t } = usePanel().i18n
  return (
    <>
      <p class="note">{t(seen.length > 0 ? source : none)}</p>
      {seen.length > 0 && <Fields fields={seen} data />}
      {listed.length > 0 && (
        <>
          <p class="note">{t('request.seen.more')}</p>
          <Fields fields={listed} data />
        </>
      )}
    </>
  )
}

const useGeneral = (view: RequestView): [string, string][] => {
  const { streams, i18n } = usePanel()
  const { t } = i18n
  const row = streams.currentRow()
  const { opened, closed } = view
  const facts: [string, string][] = [
    [t('request.url'), opened.url],
    [t('request.method'), opened.method],
    [t('request.status'), statusText(i18n, view)],
    [t('request.source'), sourceName(opened.source) || t('source.unknown')],
  ]
  if (opened.observer === 'devtools') facts.push([t('request.observer'), t('devtools.hint')])
  const { httpVersion } = view.listed
  if (httpVersion) facts.push([t('request.http'), t('request.listed', { value: httpVersion })])
  facts.push(...frameFacts(i18n, view))
  facts.push([t('request.started'), i18n.dateTime(opened.at)])
  if (opened.source === 'event-source')
    facts.push([t('request.last-event-id'), opened.lastEventId || t('request.last-event-id.none')])
  facts.push(...answerFacts(i18n, view))
  if (row) facts.push([t('request.end'), t(`state.${row.state}.hint`)])
  if (closed?.message) facts.push([t('request.error'), closed.message])
  if (row) facts.push([t('request.duration'), i18n.duration(row.duration)])
  const drops = dropsText(i18n, row?.dropped ?? [])
  if (drops) facts.push([t('request.dropped'), drops])
  return facts
}

const statusText = ({ t }: Translator, { response, opened, closed, connected }: RequestView): string => {
  if (response && response.responseType !== 'opaque')
    return `${response.status} ${response.statusText}`.trim()
  const isHidden = response !== null || (opened.source === 'event-source' && (connected ?? closed) !== null)
  return isHidden ? t('request.status.hidden') : t(closed ? 'request.status.never' : 'request.status.none')
}

const frameFacts = (i18n: Translator, { frame }: RequestView): [string, string][] => {
  const { t } = i18n
  const place = frame.place === 'top' ? t('request.frame.top', { url: frame.url }) : frame.url
  const facts: [string, string][] = [
    [t('request.frame'), frame.isSandboxed ? t('frame.sandboxed', { frame: place }) : place],
  ]
  if (frame.name) facts.push([t('request.frame-name'), frame.name])
  if (frame.place !== 'top' && frame.origin) facts.push([t('request.origin'), frame.origin])
  return facts
}

const answerFacts = (i18n: Translator, view: RequestView): [string, string][] => {
  const { t, duration } = i18n
  const { opened, connected, response, wholeBody, format } = view
  const facts: [string, string][] = []
  if (connected) facts.push([t('request.connected'), `+${duration(connected.at - opened.at)}`])
  if (response) facts.push([t('request.answered'), `+${duration(response.at - opened.at)}`])
  if (response?.redirected) facts.push([t('request.redirected'), response.url])
  if (response?.responseType) facts.push([t('request.type'), response.responseType])
  facts.push([
    t('request.format'),
    t('parse.chosen', { format: formatName(i18n, format), why: formatReason(i18n, format) }),
  ])
  if (wholeBody) {
    const note = wholeBody.reencoded ? 'request.read.text' : 'request.read.whole'
    facts.push([t('request.read'), t(note, { call: wholeBody.name })])
  }
  // What `text()` read is said by its name.
  const notes = view.bytesNotes.filter(note => note !== 'whole-text' || !wholeBody)
  if (notes.length > 0) facts.push([t('request.bytes'), notes.map(note => t(`bytes.${note}`)).join(' ')])
  return facts
}
