import type { Evidence, Finding } from '../diagnostics/types'
import { maskQuotation, maskText } from '../har/mask-body'
import { redactUrl, redactUrlsIn } from '../har/redact-url'
import type { Translator } from '../i18n/translator'
import type { Stream } from '../session/types'
import { evidenceText } from './evidence-text'

const nobody = () => {}

/** A stream's findings as Markdown for a ticket, without credentials. */
export const findingReport = (
  stream: Stream,
  findings: readonly Finding[],
  { t, finding: textOf, dateTime, bytes }: Translator,
): string => {
  const { opened, response, state, eventCount } = stream
  const lines = [
    `# ${t('findings.report.title')}`,
    '',
    `- ${code(`${opened.method} ${redactUrl(opened.url, nobody)}`)}`,
    `- ${t('request.started')}: ${dateTime(opened.at)}`,
    `- ${t('request.status')}: ${response === null ? '–' : `${response.status} ${response.statusText}`.trim()}`,
    `- ${t('streams.state')}: ${t(`state.${state}`)}`,
    `- ${t('status.events', { count: eventCount })}, ${bytes(stream.bytes.length)}`,
  ]
  for (const found of findings) {
    const { title, why, fix, source } = textOf(found.code, maskArguments(found.args))
    lines.push('', `## ${t(`severity.${found.severity}`)}: ${line(title)}`, '', line(why), '')
    lines.push(`**${t('findings.fix')}** ${line(fix)}`, '')
    if (found.evidence.length > 0)
      lines.push(
        `${t('findings.evidence')}: ${found.evidence.map(each => evidence(each, stream, t)).join(', ')}`,
        '',
      )
    lines.push(`<${source}>`)
  }
  return `${lines.join('\n')}\n`
}

const evidence = (each: Evidence, stream: Stream, t: Translator['t']): string =>
  evidenceText(each, t) + (each.kind === 'event' ? ` (+${offset(stream, each.index)} ms)` : '')

const offset = ({ blocks, opened }: Stream, index: number): number =>
  Math.round(blocks.time(index) - opened.at)

/** Texts of the page come into the arguments, those that quote others too. */
const maskArguments = (args: Finding['args']): Finding['args'] =>
  Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      const mask = name === 'quoted' ? maskQuotation : maskText
      return [name, typeof value === 'string' ? mask(redactUrlsIn(value, nobody)) : value]
    }),
  )

/** Text of a page must not become a mark-up of the ticket's. */
const line = (text: string): string => text.replace(/[\\`*_[\]<>#|~]/g, '\\$&').replace(/\s+/g, ' ')

const code = (text: string): string => `\`\`${text.replaceAll('`', "'")} \`\``
