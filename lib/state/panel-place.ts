import { effect } from '@preact/signals'
import type { StreamKey } from '../session/types'
import type { EventsState } from './events-state'
import type { StreamsState } from './streams-state'

/** Where the user is in the panel: kept outside of it, since Firefox loads the panel anew when it is docked elsewhere. */
export interface PanelPlace {
  stream: StreamKey | null
  /** The selected event; null where there is none. */
  event: number | null
  eventFilter: string
}

/** Goes to the place and keeps it up to date. Returns how to stop that. */
export const keepPlace = (
  place: Partial<PanelPlace>,
  streams: StreamsState,
  events: EventsState,
): (() => void) => {
  const { stream = null, event = null, eventFilter = '' } = place
  if (stream !== null) streams.selectKey(stream)
  events.setFilter(eventFilter)
  if (event !== null) events.select(event)
  return effect(() => {
    place.stream = streams.current.value?.key ?? null
    place.event = events.selected.value
    place.eventFilter = events.filter.value
  })
}
