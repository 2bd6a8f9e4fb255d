import type { ByteCount } from '../wire/units'
import { isIgnored } from './origins'
import type { Settings } from './types'

/** What the settings mean for a document of one origin, in the words of its relay. */
export interface DocumentPolicy {
  isIgnored: boolean
  early: 'record' | 'pause' | 'drop'
  earlyBytes: ByteCount
  attachedBytes: ByteCount
}

/** Where DevTools would open with "Record" off, what was recorded before would never be asked for. */
export const policyFor = (settings: Settings, origin: string): DocumentPolicy => ({
  isIgnored: isIgnored(settings.ignoredOrigins, origin),
  early: settings.recordEarly ? (settings.recording ? 'record' : 'pause') : 'drop',
  earlyBytes: settings.earlyBytes,
  attachedBytes: settings.attachedBytes,
})
