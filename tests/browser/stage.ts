import { afterAll, beforeAll } from 'vitest'
import { type DemoServer, startDemoServer } from '../servers/demo-server.ts'
import { type FixturePrograms, fixtureUrl } from '../servers/fixture/program.ts'
import { type BrowserOptions, launchBrowser, type TestBrowser } from './harness/index.ts'

/** Something that is opened before the tests of a file and closed after them. Throws outside of them. */
export const useResource = <T extends { close(): Promise<unknown> }>(open: () => Promise<T>): (() => T) => {
  let resource: T | undefined
  beforeAll(async () => {
    resource = await open()
  })
  afterAll(() => resource?.close())
  return () => {
    if (!resource) throw new Error('This is open only while tests run.')
    return resource
  }
}

/** What the tests of one file work with. */
export interface Stage {
  server(): DemoServer
  /** The address of a blank page. */
  page(): string
  /** The address of a programmed stream, under an id of its own for each call. Pages of any origin may read it. */
  stream(programs: FixturePrograms): string
}

export const useServer = ({ pace = 0 } = {}): Stage => {
  const server = useResource(() => startDemoServer({ pace }))
  let streams = 0
  return {
    server,
    page: () => `${server().url}/fixture/page`,
    stream: programs => fixtureUrl(server().url, programs, { id: `stream-${++streams}`, cors: true }),
  }
}

/** A server, and a browser with Streamtap. */
export const useStage = ({
  pace = 0,
  ...options
}: { pace?: number } & BrowserOptions = {}): Stage & { browser(): TestBrowser } => ({
  ...useServer({ pace }),
  browser: useResource(() => launchBrowser(options)),
})

/** The id under which the server knows a programmed stream. */
export const idOf = (url: string): string => new URL(url).searchParams.get('id') ?? ''
