import type { ComponentChildren } from 'preact'
import type { PartView } from '../lib/state/shown'
import { EventLink } from './event-link'
import { MessageItems } from './message-items'
import { PartStatistics } from './message-statistics'
import { MessageText } from './message-text'
import { MessageValue } from './message-value'
import { usePanel } from './panel-context'

interface PartProps {
  part: PartView
  /** Another choice begins with it. */
  heading: boolean
  isLive: boolean
}

/** One part: what it is, what it holds, which events made it. */
export const MessagePart = ({ part, heading, isLive }: PartProps) => {
  const { message, i18n } = usePanel()
  const { t } = i18n
  const isMarked = message.marked.value.includes(part.number)
  return (
    <>
      {heading && <h2 class="message-choice">{t('message.choice', { choice: part.choice + 1 })}</h2>}
      <article
        class={`part part-${part.kind}${isMarked ? ' is-marked' : ''}`}
        aria-label={t(`part.${part.kind}`)}
        data-part={part.number}
      >
        <PartHead part={part} isLive={isLive} />
        {part.kind === 'reasoning' ? (
          <details class="part-fold" open>
            <summary>{t('part.fold')}</summary>
            <PartBody part={part} />
          </details>
        ) : (
          <PartBody part={part} />
        )}
      </article>
    </>
  )
}

const PartHead = ({ part, isLive }: { part: PartView; isLive: boolean }) => {
  const { t } = usePanel().i18n
  const state = part.kind === 'error' ? null : part.state === 'open' && isLive ? 'running' : part.state
  // Not every protocol says when a part is whole.
  const isTold =
    state !== null && !(state === 'open' && (part.inferred || part.kind === 'data' || part.kind === 'html'))
  return (
    <header class="part-head">
      <span class="part-kind">{t(`part.${part.kind}`)}</span>
      {part.name !== '' && <bdi class="part-name">{part.name}</bdi>}
      {part.label !== '' && <bdi class="part-label">{part.label}</bdi>}
      {part.id !== '' && <bdi class="part-id">{part.id}</bdi>}
      {part.inferred && (
        <span class="part-tag" title={t('part.inferred.hint')}>
          {t('part.inferred')}
        </span>
      )}
      {isTold && <span class={`part-tag part-is-${state}`}>{t(`part.state.${state}`)}</span>}
      <span class="message-space" />
      <PartStatistics part={part} />
      <PartEvents part={part} />
    </header>
  )
}

const PartEvents = ({ part: { events, firstBlock, lastBlock } }: { part: PartView }) => {
  const { t } = usePanel().i18n
  if (events === 0) return <span class="part-events">{t('part.request')}</span>
  return (
    <span class="part-events">
      {t('part.events', { count: events })} <EventLink block={firstBlock} />
      {lastBlock !== firstBlock && (
        <>
          {' – '}
          <EventLink block={lastBlock} />
        </>
      )}
    </span>
  )
}

const PartBody = ({ part }: { part: PartView }) => {
  const { t } = usePanel().i18n
  return (
    <div class="part-body">
      <PartContent part={part} />
      {part.items.length > 0 && <MessageItems items={part.items} />}
      {part.result !== null && (
        <div class="part-result" role="group" aria-label={t('part.result')}>
          <span class="part-result-title">{t('part.result')}</span>
          <MessageValue text={part.result} label={t('part.result')} />
        </div>
      )}
      {part.omitted > 0 && <p class="note">{t('part.omitted', { count: part.omitted })}</p>}
    </div>
  )
}

const PartContent = ({ part }: { part: PartView }) => {
  const { t } = usePanel().i18n
  switch (part.kind) {
    case 'text':
    case 'reasoning':
    case 'refusal':
      return <MessageText part={part} />
    case 'tool-call':
    case 'operation':
      return <PartValue part={part} label={t('part.arguments')} />
    case 'data':
      return (
        <PartValue part={part} label={t('part.sum')}>
          {part.items.length > 0 && <span class="part-result-title">{t('part.sum')}</span>}
        </PartValue>
      )
    default:
      return (
        <pre class="text part-text" dir="auto">
          {part.text.slice(0, 20_000)}
        </pre>
      )
  }
}

interface PartValueProps {
  part: PartView
  label: string
  children?: ComponentChildren
}

const PartValue = ({ part: { text, state }, label, children }: PartValueProps) =>
  text === '' ? null : (
    <div role="group" aria-label={label}>
      {children}
      <MessageValue text={text} label={label} growing={state === 'open'} />
    </div>
  )
