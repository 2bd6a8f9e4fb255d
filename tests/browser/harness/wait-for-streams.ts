import type { PanelHandle } from './types.ts'

export interface AwaitedStreams {
  count: number
  /** Wait until none of them is pending or open any more. */
  ended?: boolean
}

/** Waits until the panel's session has so many streams. */
export async function waitForStreams(
  panel: PanelHandle,
  { count, ended = false }: AwaitedStreams,
): Promise<void> {
  await panel.frame.waitForFunction(
    (least, areEnded) => {
      const streams = globalThis.streamtap?.session.streams ?? []
      const running = streams.filter(stream => stream.state === 'pending' || stream.state === 'open')
      return streams.length >= least && (!areEnded || running.length === 0)
    },
    { polling: 50, timeout: 30_000 },
    count,
    ended,
  )
}

/** Waits until the stream that the page opened last has ended. */
export async function waitForLastStream(panel: PanelHandle, count: number): Promise<void> {
  await panel.frame.waitForFunction(
    least => {
      const streams = globalThis.streamtap?.session.streams ?? []
      const state = streams.at(-1)?.state
      return streams.length >= least && state !== 'pending' && state !== 'open'
    },
    { polling: 50, timeout: 30_000 },
    count,
  )
}
