import { waitFor } from './harness/controls.ts'
import type { PanelHandle } from './harness/types.ts'

/** Code and severity of each finding that the open tab lists, once all that was recorded has been looked at. */
export const findingsOf = async (panel: PanelHandle): Promise<[code: string, severity: string][]> => {
  await waitFor(panel, () => {
    const row = document.querySelector('.streams [aria-selected="true"]')?.getAttribute('data-row')
    const stream = globalThis.streamtap?.session.streams[Number(row)]
    const examined = document.querySelector('[data-revision]')?.getAttribute('data-revision')
    return stream !== undefined && Number(examined) === stream.revision
  })
  return panel.frame.$$eval('[role=tabpanel] [data-code]', found =>
    found.map((element): [string, string] => [
      element.getAttribute('data-code') ?? '',
      /finding-(\w+)/.exec(element.className)?.[1] ?? '',
    ]),
  )
}

export const waitForFinding = (panel: PanelHandle, code: string): Promise<void> =>
  waitFor(panel, wanted => document.querySelector(`[data-code="${wanted}"]`) !== null, code)

/** The names of a finding's links to its evidence. */
export const evidenceOf = (panel: PanelHandle, code: string): Promise<string[]> =>
  panel.frame.$$eval(`[data-code="${code}"] [data-evidence]`, found =>
    found.map(element => element.textContent ?? ''),
  )
