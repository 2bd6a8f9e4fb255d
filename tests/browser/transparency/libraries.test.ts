import { beforeAll, expect, test } from 'vitest'
import { buildDemoPage } from '../../servers/build-page.ts'
import type { LibraryName } from '../../servers/page/libraries/index.ts'
import { threeEvents, useBench } from './fixture.ts'

const bench = useBench()
beforeAll(() => buildDemoPage())

/** Libraries that put themselves in the place of what Streamtap hooks. */
const LIBRARIES = [
  'zone.js',
  'sentry',
  'interceptors',
  'whatwg-fetch',
  'event-source-polyfill',
  'hot reload',
] as const satisfies readonly LibraryName[]

test.each(LIBRARIES)('%s sees and does the same as without', async name => {
  const url = `${bench.server().url}/libraries.html`
  const { plain, observed } = await bench
    .probe()
    .run(url, {}, (library, stream) => window.useLibrary(library, stream), name, bench.stream(threeEvents))
  expect(withoutMarks(observed)).toEqual(withoutMarks(plain))
  expect(JSON.stringify(plain)).toContain('three')
})

/** Breadcrumbs carry marks that differ from one run to the next. */
const withoutMarks = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (key, inner) => (key === '__span' ? '' : inner))
