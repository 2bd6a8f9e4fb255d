import type { ListedEvent, NetworkEntry } from './entry'
import { keyOf } from './events'
import { readListed } from './read-entry'

/** An event, and how many the list has up to and with it. */
export interface PlacedEvent extends ListedEvent {
  end: number
}

/** The events of an entry from an index on, in the order in which they came. */
export const listedEvents = (entry: NetworkEntry, from = 0): readonly PlacedEvent[] => {
  const events: PlacedEvent[] = []
  for (let index = from; index < entry.listed.length; index++) {
    const event = readListed(entry.listed[index])
    if (event !== null) events.push({ ...event, end: index + 1 })
  }
  return entry.resourceType === 'other' ? withoutTwins(events) : events
}

/**
 * Chrome 156 takes a redirected `EventSource` for a request of an unknown kind, and lists its events twice: as it
 * dispatches them, and as it reads them from the body. Both ways keep the order, so each event's twin is the first that
 * is still without one.
 */
const withoutTwins = (events: readonly PlacedEvent[]): readonly PlacedEvent[] => {
  const waiting: string[] = []
  let first = 0
  return events.filter(event => {
    const key = keyOf(event)
    if (waiting[first] === key) {
      first++
      return false
    }
    waiting.push(key)
    return true
  })
}
