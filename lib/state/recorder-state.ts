import { type ReadonlySignal, signal } from '@preact/signals'
import type { Session } from '../session/types'
import type { PanelCommands } from './commands'

/** The switches of the recorder, as the panel last knew them. */
export interface RecorderState {
  recording: ReadonlySignal<boolean>
  preserveLog: ReadonlySignal<boolean>
  toggleRecording(): void
  togglePreserveLog(): void
  /** Empties the session here and asks the recorder to do the same at its sources. */
  clear(): void
  /** Takes over what the recorder says; commands nothing. */
  synchronise(settings: RecorderSettings): void
}

export interface RecorderSettings {
  recording: boolean
  preserveLog: boolean
}

export const createRecorderState = (
  session: Session,
  commands: PanelCommands,
  initial: RecorderSettings,
): RecorderState => {
  const recording = signal(initial.recording)
  const preserveLog = signal(initial.preserveLog)
  return {
    recording,
    preserveLog,
    toggleRecording() {
      recording.value = !recording.value
      commands.setRecording(recording.value)
    },
    togglePreserveLog() {
      preserveLog.value = !preserveLog.value
      commands.setPreserveLog(preserveLog.value)
    },
    clear() {
      session.clear()
      commands.clear()
    },
    synchronise(settings) {
      recording.value = settings.recording
      preserveLog.value = settings.preserveLog
    },
  }
}
