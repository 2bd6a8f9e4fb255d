/**
 * Names of the events by which capture hands its end of the private channel to the relay. Both are dispatched on
 * `document` before any script of the page runs, and never again.
 */
export const CHANNEL_OFFERED = 'streamtap-channel-offered'
export const CHANNEL_WANTED = 'streamtap-channel-wanted'
/**
 * Firefox runs the scripts of an extension just installed, updated or enabled in pages that live already, whose own
 * scripts could hear the handing over. Such a page is not recorded before it is loaded again, as in Chrome. What begins
 * as about:blank is never `loading`.
 */
export const isBeforePage = ({ readyState, URL }: Pick<Document, 'readyState' | 'URL'>): boolean =>
  !import.meta.env.FIREFOX || readyState === 'loading' || URL.startsWith('about:')

/** Event types on the channel itself, an object that the page never gets hold of. */
export const RECORDS_SENT = 'records'
export const COMMAND_SENT = 'command'

/** Relay to capture. Strings are the only form that passes this way in every browser. */
export type CaptureCommand = 'record' | 'pause'
