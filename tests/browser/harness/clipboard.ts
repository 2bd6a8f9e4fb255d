import type { PanelHandle } from './types.ts'

/** Lets the panel note in its root's `data-copied` what it puts on the clipboard. */
export const watchCopies = (panel: PanelHandle): Promise<void> =>
  panel.frame.evaluate(() => {
    addEventListener('copy', event => {
      document.documentElement.dataset.copied = event.clipboardData?.getData('text/plain') ?? ''
    })
  })
