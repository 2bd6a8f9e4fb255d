import { afterAll, beforeAll, expect } from 'vitest'
import { type DemoServer, startDemoServer } from '../../servers/demo-server.ts'
import { type FixturePrograms, fixtureUrl } from '../../servers/fixture/program.ts'
import { openProbe, type Probe } from '../harness/index.ts'

/** One server and two browsers for a file of probes, one without and one with Streamtap. */
export interface Bench {
  server: DemoServer
  probe: Probe
  /** The address of a blank page. */
  page: string
  /** The address of a programmed stream under an id of its own for each call. */
  stream(programs: FixturePrograms): string
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
export const broken: FixturePrograms = { steps: [{ write: 'data: one\n\n' }, { wait: 100 }], end: 'reset' }

export const useBench = (): Bench => {
  const opened: { server?: DemoServer; probe?: Probe } = {}
  let streams = 0
  beforeAll(async () => {
    opened.server = await startDemoServer({ pace: 0 })
    opened.probe = await openProbe()
  })
  afterAll(async () => {
    await opened.probe?.close()
    await opened.server?.close()
  })
  const need = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error('The bench is open only while tests run.')
    return part
  }
  return {
    get server() {
      return need(opened.server)
    },
    get probe() {
      return need(opened.probe)
    },
    get page() {
      return `${need(opened.server).url}/fixture/page`
    },
    stream: programs => fixtureUrl(need(opened.server).url, programs, { id: `probe-${++streams}` }),
  }
}

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
    const { plain, observed } = await bench.probe.run(bench.page, {}, runAsPageScript, source)
    expect(observed).toEqual(plain)
    expect(plain).toBeDefined()
    return plain
  }
