import { expect } from 'vitest'
import { documentedFaults, type Mark } from '../tools/finding-tables.ts'
import { findingsOf } from './findings.ts'
import type { PanelHandle } from './harness/types.ts'

/** Of every case: where borders between chunks lie is nobody's fault. */
export const ANYWHERE: readonly string[] = ['events-split', 'character-split']

/** Asserts that the open tab lists what docs/findings.md has in the case's row, before or after the remedy. */
export const expectDocumented = async (panel: PanelHandle, name: string, when: 'found' | 'left') => {
  const wanted = documentedFaults.get(name)?.[when]
  expect(wanted, `the row of ${name}`).toBeDefined()
  const isCertain = ([, severity]: Mark) => severity !== 'may'
  const certain = wanted?.filter(isCertain) ?? []
  const optional = [...ANYWHERE, ...(wanted ?? []).map(([code]) => code)]
  const isWanted = (mark: Mark) => mark[1] !== 'info' || !optional.includes(mark[0]) || has(certain, mark)
  const seen = async () => (await findingsOf(panel)).filter(isWanted).toSorted()
  // What DevTools lists comes later, and can say more of what was found.
  if (when === 'found') await expect.poll(seen, { message: name }).toEqual(certain.toSorted())
  else expect(await seen(), name).toEqual(certain.toSorted())
}

const has = (marks: readonly Mark[], [code]: Mark): boolean => marks.some(([other]) => other === code)
