import { useLayoutEffect } from 'preact/hooks'
import type { PanelState } from '../lib/state/panel-state'

type Shortcut = (state: PanelState) => void

/** Puts the focus on the first that is there. */
const focus = (...selectors: string[]) => {
  const found = selectors.map(selector => document.querySelector<HTMLElement>(selector))
  found.find(element => element !== null)?.focus()
}

/** Where bytes are shown, bytes are looked for. */
const focusRawFind = (): boolean => {
  const input = document.querySelector<HTMLInputElement>('[data-find-raw]')
  input?.focus()
  input?.select()
  return input !== null
}

const focusBox = (selector = '[data-filter]'): boolean => {
  const input = document.querySelector<HTMLInputElement>(selector)
  input?.focus()
  input?.select()
  return input !== null
}

/** The box stands over the events, which may have to be shown first. */
const focusFilter: Shortcut = state => {
  if (focusRawFind() || focusBox() || !state.streams.current.value) return
  state.detail.setTab('events')
  requestAnimationFrame(() => focusBox())
}

const focusSearch: Shortcut = () => {
  focusBox('[data-search]')
}

const focusStreamsFilter: Shortcut = () => focus('[data-filter-streams]')

/** The stream that the keyboard is on in the list; elsewhere the one whose details are shown. */
const pinStream: Shortcut = ({ streams, list }) => {
  const isInList = document.activeElement?.matches('.streams [data-row]') ?? false
  const key = isInList ? streams.keyAt(streams.focusedIndex.value) : streams.current.value?.key
  if (key !== undefined) list.togglePin(key)
}

/** With Ctrl (Command on a Mac). */
const COMMANDS = new Map<string, Shortcut>([
  ['f', focusFilter],
  ['e', state => state.recorder.toggleRecording()],
  ['l', state => state.recorder.clear()],
])

const PLAIN = new Map<string, Shortcut>([
  ['/', focusFilter],
  ['s', focusStreamsFilter],
  ['p', pinStream],
  ['?', state => state.help.open()],
  ['[', state => state.detail.stepTab(-1)],
  [']', state => state.detail.stepTab(1)],
])

/** One step back: out of the event, then out of the stream. */
const goBack = ({ events, streams, detail }: PanelState): boolean => {
  if (detail.tab.value === 'events' && events.selected.value !== null) {
    focus('.events [data-row][tabindex="0"]')
    events.select(null)
    return true
  }
  if (!streams.current.value) return false
  focus('.streams [data-row][tabindex="0"]')
  streams.deselect()
  return true
}

const leaveFilter = (state: PanelState) => {
  const isListed = state.completion.suggestions.value.length > 0
  state.completion.close()
  if (isListed) return
  if (state.events.filter.value !== '') state.events.setFilter('')
  else focus('.events [data-row][tabindex="0"]', '.streams [data-row][tabindex="0"]')
}

const leaveFind = ({ find }: PanelState) => {
  if (find.text.value !== '') find.setText('')
  else focus('.raw [data-row][tabindex="0"]')
}

const leaveStreamsFilter = ({ list }: PanelState) => {
  if (list.options.value.filter.text !== '') list.setFilter({ text: '' })
  else focus('.streams [data-row][tabindex="0"]')
}

const leaveSearch = (state: PanelState) => {
  if (state.search.text.value !== '') {
    state.search.set('')
    focusSearch(state)
  } else focus('.events [data-row][tabindex="0"]', '.streams [data-row][tabindex="0"]')
}

/** Does what the key stands for; false where it stands for nothing here. */
const onKey = (state: PanelState, event: KeyboardEvent): boolean => {
  const target = event.target instanceof Element ? event.target : null
  if (event.altKey || target?.closest('[role="menu"], dialog')) return false
  const typing = target?.matches('input, textarea, select') ?? false
  const isCommand = event.ctrlKey || event.metaKey
  if (isCommand && event.shiftKey) return event.key.toLowerCase() === 'f' && run(focusSearch, state)
  if (isCommand) return run(COMMANDS.get(event.key.toLowerCase()), state)
  if (event.key === 'Escape' && target?.matches('[data-filter]')) leaveFilter(state)
  else if (event.key === 'Escape' && target?.matches('[data-find-raw]')) leaveFind(state)
  else if (event.key === 'Escape' && target?.matches('[data-filter-streams]')) leaveStreamsFilter(state)
  else if (event.key === 'Escape' && target?.closest('[data-search], .search-results')) leaveSearch(state)
  else if (event.key === 'Escape') return !state.exports.open.value && goBack(state)
  else return !typing && run(PLAIN.get(event.key), state)
  return true
}

const run = (shortcut: Shortcut | undefined, state: PanelState): boolean => {
  shortcut?.(state)
  return shortcut !== undefined
}

/**
 * The panel's keys, from the moment that it is seen. Those it takes are kept from DevTools, which listens in the same
 * document.
 */
export const useShortcuts = (state: PanelState) => {
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !onKey(state, event)) return
      event.preventDefault()
      event.stopPropagation()
    }
    document.addEventListener('keydown', onKeyDown, { capture: true })
    return () => document.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [state])
}
