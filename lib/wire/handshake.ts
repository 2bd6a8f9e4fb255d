/**
 * Names of the events by which capture hands its end of the private channel to the relay. Both are dispatched on
 * `document` before any script of the page runs, and never again.
 */
export const CHANNEL_OFFERED = 'streamtap-channel-offered'
export const CHANNEL_WANTED = 'streamtap-channel-wanted'
/** Event types on the channel itself, an object that the page never gets hold of. */
export const RECORDS_SENT = 'records'
export const COMMAND_SENT = 'command'

/** Relay to capture. Strings are the only form that passes this way in every browser. */
export type CaptureCommand = 'record' | 'pause'
