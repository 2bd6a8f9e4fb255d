import { EmptyNote } from './empty-note'
import { MessageBar } from './message-bar'
import { MessageFacts } from './message-facts'
import { MessageNotes } from './message-notes'
import { MessagePart } from './message-part'
import { MessageStatistics } from './message-statistics'
import { usePanel } from './panel-context'
import { Scrubber } from './scrubber'
import { useFollowEnd } from './use-follow-end'

/** Parts shown; a stream may make thousands. */
const MOST_SHOWN = 300

/** What the stream adds up to, as it stood at any of its events. */
export const MessagePane = () => {
  const { message, i18n } = usePanel()
  const { t } = i18n
  const shown = message.shown.value
  const scroll = useFollowEnd(shown?.isLive ?? false, shown)
  if (!shown) return null
  const { view } = shown
  const choices = new Set(view.parts.map(part => part.choice)).size
  return (
    <div class="message-pane">
      <MessageBar shown={shown} />
      <Scrubber />
      <div
        class="message-body"
        aria-busy={shown.unread > 0}
        ref={scroll.element}
        onScroll={scroll.onScroll}
        tabIndex={-1}
      >
        <MessageFacts view={view} choices={choices} />
        {view.parts.length === 0 && (
          <EmptyNote title={t(shown.unread > 0 ? 'message.reading' : 'message.empty')} />
        )}
        {view.parts.slice(0, MOST_SHOWN).map((part, at) => (
          <MessagePart
            key={part.number}
            part={part}
            heading={choices > 1 && part.choice !== view.parts[at - 1]?.choice}
            isLive={shown.isLive}
          />
        ))}
        {view.parts.length > MOST_SHOWN && (
          <p class="note">{t('message.more-parts', { count: view.parts.length - MOST_SHOWN })}</p>
        )}
        <MessageNotes notes={view.notes} />
        <MessageStatistics />
      </div>
    </div>
  )
}
