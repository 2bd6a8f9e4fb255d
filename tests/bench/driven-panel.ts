import type { Session } from '../../lib/session/types'
import { createPanelState, type PanelState } from '../../lib/state/panel-state'
import { fakeSurroundings } from '../unit/state/fake-panel'

/** A panel whose frames are run by the one who measures. */
export interface DrivenPanel {
  state: PanelState
  /** The texts of files that were written, in parts. */
  written: string[]
  /** Does the work and all frames that follow from it. */
  measure(work: () => void): Work
}

/** Milliseconds that the thread had of a processor: what others on the machine do does not count. */
export interface Work {
  total: number
  /** The longest that the main thread was held at a time. */
  longest: number
}

export const threadTime = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

export const drivenPanel = (session: Session): DrivenPanel => {
  const waiting = new Set<() => void>()
  const written: string[] = []
  const state = createPanelState({
    session,
    locale: 'en',
    theme: 'light',
    version: '0.0.0',
    commands: {
      setRecording: () => {},
      setPreserveLog: () => {},
      clear: () => {},
      copy: () => true,
      filePart(text) {
        written.push(text)
        return new Blob([text])
      },
      download: (_name, type, parts) => new Blob(parts, { type }),
    },
    ...fakeSurroundings(),
    now: () => performance.now(),
    schedule: run => {
      waiting.add(run)
      return () => waiting.delete(run)
    },
  })
  return {
    state,
    written,
    measure(work) {
      const result = { total: 0, longest: 0 }
      const timed = (run: () => void) => {
        const start = threadTime()
        run()
        const time = threadTime() - start
        result.total += time
        result.longest = Math.max(result.longest, time)
      }
      timed(work)
      while (waiting.size > 0)
        timed(() => {
          const due = [...waiting]
          waiting.clear()
          for (const run of due) run()
        })
      return result
    },
  }
}
