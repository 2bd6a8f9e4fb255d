import { useState } from 'preact/hooks'
import type { ItemList } from '../lib/state/shown'
import { EventLink } from './event-link'
import { MessageValue } from './message-value'
import { usePanel } from './panel-context'

/** Values of a part that came one by one, the latest shown first to be found at once. */
const SHOWN = 3
const GROWTH = 20

export const MessageItems = ({ items }: { items: ItemList }) => {
  const { t } = usePanel().i18n
  const [limit, setLimit] = useState(SHOWN)
  const count = Math.min(limit, items.length)
  const rest = items.length - count
  return (
    <div class="items">
      {rest > 0 && (
        <button type="button" class="button button-small" onClick={() => setLimit(limit + GROWTH)}>
          {t('items.more', { count: rest })}
        </button>
      )}
      <ol class="items-list">
        {Array.from({ length: count }, (_, at) => (
          <Item key={rest + at} items={items} index={rest + at} />
        ))}
      </ol>
    </div>
  )
}

const Item = ({ items, index }: { items: ItemList; index: number }) => {
  const { message, i18n } = usePanel()
  const item = items.at(index)
  if (!item) return null
  const text = message.itemText(item)
  return (
    <li class="item">
      <EventLink block={item.block} />
      {text === null ? (
        <span class="lost">{i18n.t('event.lost')}</span>
      ) : (
        <div>
          <MessageValue text={text} label={i18n.t('items.value')} />
        </div>
      )}
    </li>
  )
}
