/** Fired on the panel's window when the recorder's page has put its objects there. */
const SHARED = 'streamtap-shared'

/** As much of the panel's window as both pages need; `streamtap` holds the recorder's own objects. */
interface SharedWindow {
  streamtap?: object
  dispatchEvent?(event: Event): boolean
}

/** Puts the recorder's objects into the panel's window, where `receiveShared` waits for them. */
export const share = (panel: SharedWindow, shared: object): void => {
  if (panel.streamtap === shared) return
  panel.streamtap = shared
  panel.dispatchEvent?.(new Event(SHARED))
}

/** What the recorder's page shares with this one; waits until it does. */
export const receiveShared = <Shared extends object>(): Promise<Shared> =>
  new Promise(resolve => {
    const take = () => {
      const { streamtap } = window as SharedWindow
      if (streamtap) resolve(streamtap as Shared)
    }
    addEventListener(SHARED, take, { once: true })
    take()
  })
