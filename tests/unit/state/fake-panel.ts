import { DEFAULT_SETTINGS, readSettings } from '../../../lib/settings/settings'
import type { SettingsStore } from '../../../lib/settings/store'
import type { Settings } from '../../../lib/settings/types'
import type { PanelCommands } from '../../../lib/state/commands'
import { createPanelState, type PanelOptions, type PanelState } from '../../../lib/state/panel-state'
import type { Schedule } from '../../../lib/state/schedule'
import { NOTHING_KNOWN } from '../../../lib/transport/presence'
import { type FedSession, fedSession } from '../session/fed-session'
import { type FedStream, REQUESTED_AT } from '../session/fed-stream'

export interface FakePanel {
  state: PanelState
  session: FedSession
  /** Commands given, in order. */
  commands: unknown[][]
  /** Runs what is scheduled, and what that schedules, up to `limit` times. */
  runFrames(limit?: number): number
}

/** Frames that come when the test says; `most` of them at once where it says no limit. */
export const fakeFrames = (most: number) => {
  const waiting = new Set<() => void>()
  const schedule: Schedule = run => {
    waiting.add(run)
    return () => waiting.delete(run)
  }
  const runFrames = (limit = most) => {
    let frames = 0
    for (; waiting.size > 0 && frames < limit; frames++) {
      const due = [...waiting]
      waiting.clear()
      for (const run of due) run()
    }
    return frames
  }
  return { schedule, runFrames }
}

/** A panel over streams fed by hand, whose frames come when the test says. */
export const fakePanel = (streams: FedStream[] = [], options: Partial<PanelOptions> = {}): FakePanel => {
  const session = fedSession(...streams)
  const given: unknown[][] = []
  const { schedule, runFrames } = fakeFrames(100)
  const commands: PanelCommands = {
    setRecording: on => given.push(['setRecording', on]),
    setPreserveLog: on => given.push(['setPreserveLog', on]),
    clear: () => given.push(['clear']),
    copy: text => given.push(['copy', text]) > 0,
    filePart: text => text,
    download: (name, mime, parts) => given.push(['download', name, mime, parts.join('')]),
  }
  const state = createPanelState({
    session,
    locale: 'en',
    theme: 'light',
    version: '9.9.9',
    commands,
    ...fakeSurroundings(),
    now: () => REQUESTED_AT + 60_000,
    schedule,
    ...options,
  })
  return { state, session, commands: given, runFrames }
}

/** Default settings, and a page of which nothing is known to be missing. */
export const fakeSurroundings = () => ({
  settingsStore: fakeSettings(),
  presence: { presence: NOTHING_KNOWN, subscribe: () => () => {} },
})

/** A store that keeps what it is given, and tells it at once. */
export const fakeSettings = (stored: Record<string, unknown> = {}): SettingsStore => {
  const listeners = new Set<(settings: Settings) => void>()
  const items = { ...stored }
  const save = async (changes: Partial<Settings>) => {
    Object.assign(items, changes)
    for (const listener of listeners) listener(readSettings(items).settings)
  }
  return {
    get settings() {
      return readSettings(items).settings
    },
    get problems() {
      return readSettings(items).problems
    },
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    save,
    repair: () =>
      save(
        Object.fromEntries(
          readSettings(items).problems.map(({ setting }) => [setting, DEFAULT_SETTINGS[setting]]),
        ),
      ),
    dispose: () => listeners.clear(),
  }
}

/** The file of the last download, parsed. */
export const downloaded = (panel: FakePanel): { name: unknown; mime: unknown; json: unknown } => {
  const [, name, mime, text] = panel.commands.findLast(([command]) => command === 'download') ?? []
  return { name, mime, json: JSON.parse(String(text)) }
}
