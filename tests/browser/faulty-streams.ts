import { expect } from 'vitest'
import type { FixturePrograms } from '../servers/fixture/program.ts'
import { expectDocumented } from './documented.ts'
import { evidenceOf } from './findings.ts'
import { openTab, type PanelHandle, press, selectStream, waitFor, waitForStreams } from './harness/index.ts'
import type { Stage } from './stage.ts'

/** A fault that a server makes, and the same answer once it is mended. */
export interface FaultyStream {
  faulty: FixturePrograms
  mended: FixturePrograms
  /** By the code of each finding the names of its links. */
  evidence: Readonly<Record<string, readonly string[]>>
  /** What the page asks with. */
  asked?: Asked
}

type Asked = Pick<RequestInit, 'method'> & { headers?: Record<string, string>; body?: string }

/** An answer in one write. In base64, as the program of a stream stands in its address. */
export const whole = (
  body: string | Uint8Array,
  answer: { status?: number; type?: string } = {},
): FixturePrograms => ({ ...answer, steps: [{ base64: Buffer.from(body).toString('base64') }] })

/** Runs in the page: reads a body to its end. */
const readBody = async (url: string, asked: Asked) => {
  const reader = (await fetch(url, asked)).body?.getReader()
  while (reader && !(await reader.read()).done);
}

/** Lists what is found of one answer once it was read, and of nothing else. */
const examine = async (panel: PanelHandle, url: string, asked: Asked) => {
  await press(panel, 'Clear')
  // The list is drawn after the session has changed: what stood there must not be taken for what comes.
  await waitFor(panel, () => document.querySelector('.streams [data-row]') === null)
  await panel.page.evaluate(readBody, url, asked)
  await waitForStreams(panel, { count: 1, ended: true })
  await selectStream(panel, 0)
  await openTab(panel, 'Findings')
}

/** Asserts that the panel lists what the case's row says, with its evidence, and the rest of it after the remedy. */
export const expectFoundAndMended = async (
  panel: PanelHandle,
  stage: Stage,
  name: string,
  { faulty, mended, evidence, asked = {} }: FaultyStream,
): Promise<void> => {
  await examine(panel, stage.stream(faulty), asked)
  await expectDocumented(panel, name, 'found')
  for (const [code, links] of Object.entries(evidence)) expect(await evidenceOf(panel, code)).toEqual(links)
  await examine(panel, stage.stream(mended), asked)
  await expectDocumented(panel, name, 'left')
}
