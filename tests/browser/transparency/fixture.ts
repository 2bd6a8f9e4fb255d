import { expect } from 'vitest'
import type { FixturePrograms } from '../../servers/fixture/program.ts'
import { openProbe, type Probe } from '../harness/index.ts'
import { type Stage, useResource, useServer } from '../stage.ts'

/** A server and two browsers for a file of probes, one without and one with Streamtap. */
export interface Bench extends Stage {
  probe(): Probe
}

/** Three events in three chunks. */
export const threeEvents: FixturePrograms = {
  steps: [
    { write: 'data: one\n\n' },
    { wait: 30 },
    { write: 'data: two\n\n' },
    { wait: 30 },
    { write: 'data: three\n\n' },
  ],
}

/** An event, then silence until the client goes. */
export const held: FixturePrograms = { steps: [{ write: 'data: one\n\n' }], end: 'hold' }

/** An event, then the connection breaks. */
export const broken: FixturePrograms = { steps: [{ write: 'data: one\n\n' }, { wait: 1000 }], end: 'reset' }

export const useBench = (): Bench => ({ ...useServer(), probe: useResource(() => openProbe()) })

/** Runs in the page: puts the source into a script element, so that it is a script of the page's own. */
const runAsPageScript = (source: string): Promise<unknown> => {
  const script = document.createElement('script')
  script.textContent = `document.currentScript.outcome = ${source}`
  document.documentElement.append(script)
  script.remove()
  return Promise.resolve(Reflect.get(script, 'outcome'))
}

/** Runs a function in a page of each browser and asserts that it finds the same; gives what it found without. */
export const expectSameIn =
  (bench: Bench) =>
  async <Params extends unknown[]>(find: (...args: Params) => unknown, ...args: Params): Promise<unknown> => {
    const source = `(${find})(...${JSON.stringify(args)})`
    const { plain, observed } = await bench.probe().run(bench.page(), {}, runAsPageScript, source)
    expect(observed).toEqual(plain)
    expect(plain).toBeDefined()
    return plain
  }
