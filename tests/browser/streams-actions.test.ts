import { expect, test } from 'vitest'
import type { FixturePrograms } from '../servers/fixture/program.ts'
import {
  newTabWithPanel,
  type PanelHandle,
  press,
  selectStream,
  streamRows,
  type TabOptions,
  waitFor,
  waitForStreams,
  watchCopies,
} from './harness/index.ts'
import { useStage } from './stage.ts'

const stage = useStage()

const openBlank = (options: TabOptions = {}) =>
  newTabWithPanel(stage.browser(), stage.page(), { dock: 'bottom', ...options })

const named = (name: string, programs: FixturePrograms) => `${stage.stream(programs)}&name=${name}`

const sse = (name: string, ...data: string[]) =>
  named(name, { steps: [{ write: data.map(each => `data: ${each}\n\n`).join('') }] })

/** Runs in the page: reads streams to their end, one after the other. */
const readAll = async (urls: string[]) => {
  for (const url of urls) await (await fetch(url)).text()
}

/** Records a stream a name, each with two events. */
const record = async (panel: PanelHandle, ...names: string[]): Promise<string[]> => {
  const urls = names.map(name => sse(name, `${name} 1`, `${name} 2`))
  await panel.page.evaluate(readAll, urls)
  await waitForStreams(panel, { count: names.length, ended: true })
  await waitForNames(panel, ...names)
  return urls
}

/** In the order of the rows. */
const names = (panel: PanelHandle) =>
  panel.frame.$$eval('.streams [data-row]', rows =>
    rows
      .sort((a, b) => Number(a.getAttribute('data-row')) - Number(b.getAttribute('data-row')))
      .map(row => /name=(\w+)/.exec(row.querySelector('.name')?.getAttribute('title') ?? '')?.[1]),
  )

const waitForNames = (panel: PanelHandle, ...expected: string[]) =>
  expect.poll(() => names(panel)).toEqual(expected)

const selected = async (panel: PanelHandle) =>
  (await streamRows(panel)).filter(row => row.selected).map(row => row.rowIndex - 2)

const waitForSelected = (panel: PanelHandle, ...expected: number[]) =>
  expect.poll(() => selected(panel)).toEqual(expected)

/** The row that has the keyboard's focus. */
const focused = (panel: PanelHandle) =>
  panel.frame.evaluate(() => Number(document.activeElement?.getAttribute('data-row') ?? -1))

/** Presses the item whose words begin so: an item can go on with a count or a key. */
const choose = async (panel: PanelHandle, words: string) => {
  const item = await panel.controls.findWhere(
    wanted =>
      [...document.querySelectorAll('[role^=menuitem]')].find(each => each.textContent?.startsWith(wanted)),
    words,
  )
  await item.click()
}

const openRowMenu = async (panel: PanelHandle, index: number) => {
  const row = await panel.controls.findWhere(
    wanted => document.querySelector(`.streams [data-row="${wanted}"]`),
    index,
  )
  await row.evaluate(found => {
    const { left, top } = found.getBoundingClientRect()
    const place = { clientX: left + 30, clientY: top + 8, button: 2 }
    found.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, ...place }))
  })
}

/** What a row's menu copies as that. */
const copied = async (panel: PanelHandle, row: number, item: string): Promise<string> => {
  await panel.frame.evaluate(() => {
    delete document.documentElement.dataset.copied
  })
  await openRowMenu(panel, row)
  await choose(panel, item)
  await waitFor(panel, () => document.documentElement.dataset.copied !== undefined)
  return panel.frame.evaluate(() => document.documentElement.dataset.copied ?? '')
}

const toast = (panel: PanelHandle) =>
  panel.frame.evaluate(() => document.querySelector('.toasts')?.textContent ?? '')

const width = (panel: PanelHandle, selector: string) =>
  panel.frame.evaluate(wanted => document.querySelector(wanted)?.getBoundingClientRect().width ?? 0, selector)

const SIZE = '.streams .cell-size[role=columnheader]'
const FRAME = '.streams .cell-frame[role=columnheader]'
const LIST = '.split-first'

test('a state, a source and a type each narrow the list to the streams that have it', async () => {
  const panel = await openBlank()
  const running = named('running', { steps: [{ write: 'data: x\n\n' }], end: 'hold' })
  const lines = named('lines', { type: 'application/x-ndjson', steps: [{ write: '{"a":1}\n{"a":2}\n' }] })
  await panel.page.evaluate(readAll, [lines])
  await panel.page.evaluate(
    async url => {
      const request = new XMLHttpRequest()
      await new Promise(resolve => {
        request.onload = resolve
        request.open('GET', url)
        request.send()
      })
    },
    sse('xhr', 'x'),
  )
  await panel.page.evaluate(url => {
    Object.assign(window, { source: new EventSource(url) })
  }, running)
  await waitForStreams(panel, { count: 3 })
  await waitForNames(panel, 'lines', 'xhr', 'running')
  await press(panel, 'Filter by state, source and type')
  await choose(panel, 'Running')
  await waitForNames(panel, 'running')
  await choose(panel, 'Complete')
  await waitForNames(panel, 'lines', 'xhr', 'running')
  await choose(panel, 'Running')
  await waitForNames(panel, 'lines', 'xhr')
  await choose(panel, 'XHR (1)')
  await waitForNames(panel, 'xhr')
  await choose(panel, 'XHR (1)')
  await waitForNames(panel, 'lines', 'xhr')
  await choose(panel, 'NDJSON (1)')
  await waitForNames(panel, 'lines')
  await panel.devtools.keyboard.press('Escape')
  await press(panel, 'Show all streams')
  await waitForNames(panel, 'lines', 'xhr', 'running')
  await panel.page.evaluate('source.close()')
  expect(panel.errors).toEqual([])
  await panel.close()
})

test('a stream is pinned to the top and let go again, by the menu and by its key', async () => {
  const panel = await openBlank()
  await record(panel, 'one', 'two', 'three')
  await openRowMenu(panel, 1)
  await choose(panel, 'Pin to the top')
  await waitForNames(panel, 'two', 'one', 'three')
  await openRowMenu(panel, 0)
  await choose(panel, 'Unpin')
  await waitForNames(panel, 'one', 'two', 'three')
  await selectStream(panel, 2)
  await panel.devtools.keyboard.press('p')
  await waitForNames(panel, 'three', 'one', 'two')
  await panel.devtools.keyboard.press('p')
  await waitForNames(panel, 'one', 'two', 'three')
  await panel.close()
})

test('keys select streams that are not neighbours, all up to one, and all', async () => {
  const panel = await openBlank()
  const { keyboard } = panel.devtools
  await record(panel, 'a', 'b', 'c', 'd', 'e')
  await selectStream(panel, 0)
  await keyboard.down('Control')
  await keyboard.press('ArrowDown')
  await expect.poll(() => focused(panel)).toBe(1)
  await waitForSelected(panel, 0)
  const outline = () =>
    panel.frame.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle)
  expect(await outline()).toBe('solid')
  await keyboard.press('ArrowDown')
  await expect.poll(() => focused(panel)).toBe(2)
  await keyboard.press(' ')
  await waitForSelected(panel, 0, 2)
  await keyboard.press('End')
  await expect.poll(() => focused(panel)).toBe(4)
  await keyboard.press(' ')
  await waitForSelected(panel, 0, 2, 4)
  await keyboard.press(' ')
  await waitForSelected(panel, 0, 2)
  expect(await focused(panel)).toBe(4)
  await keyboard.up('Control')
  await keyboard.press('ArrowUp')
  await waitForSelected(panel, 3)
  await keyboard.down('Shift')
  await keyboard.press('ArrowUp')
  await waitForSelected(panel, 2, 3)
  await keyboard.press('ArrowUp')
  await keyboard.up('Shift')
  await waitForSelected(panel, 1, 2, 3)
  await keyboard.down('Control')
  await keyboard.press('a')
  await keyboard.up('Control')
  await waitForSelected(panel, 0, 1, 2, 3, 4)
  expect(panel.errors).toEqual([])
  await panel.close()
})

test('a stream is copied as its events, their data, an event stream, and as what asks for it', async () => {
  const panel = await openBlank()
  const [url = ''] = await record(panel, 'one')
  await watchCopies(panel)
  expect(await copied(panel, 0, 'URL')).toBe(url)
  expect(await copied(panel, 0, 'Data as text')).toBe('one 1\none 2')
  expect(await copied(panel, 0, 'Event stream (SSE)')).toBe('data: one 1\n\ndata: one 2\n\n')
  expect(await copied(panel, 0, 'cURL command')).toContain(`curl -N '${url.replaceAll("'", "'\\''")}'`)
  const call = await copied(panel, 0, 'fetch call')
  expect(call.startsWith(`await fetch(${JSON.stringify(url)}, {`)).toBe(true)
  expect(JSON.parse(await copied(panel, 0, 'Events as JSON'))).toMatchObject({
    url,
    method: 'GET',
    status: 200,
    state: 'complete',
    events: [{ data: 'one 1' }, { data: 'one 2' }],
  })
  await expect.poll(() => toast(panel)).toBe('Copied: Events as JSON')
  await panel.close()
})

test('the menu of one of several that are selected copies all of them', async () => {
  const panel = await openBlank()
  const urls = await record(panel, 'one', 'two', 'three')
  await watchCopies(panel)
  await selectStream(panel, 0)
  await panel.devtools.keyboard.down('Control')
  await panel.frame.click('.streams [data-row="2"]')
  await panel.devtools.keyboard.up('Control')
  await waitForSelected(panel, 0, 2)
  expect(await copied(panel, 0, 'URL')).toBe(`${urls[0]}\n${urls[2]}`)
  expect(await copied(panel, 2, 'Data as text')).toBe('one 1\none 2\n\nthree 1\nthree 2')
  await expect.poll(() => toast(panel)).toBe('Copied from 2 streams: Data as text')
  const events = [{ data: 'one 1' }, { data: 'one 2' }]
  expect(JSON.parse(await copied(panel, 0, 'Events as JSON'))).toMatchObject([
    { url: urls[0], events },
    { url: urls[2] },
  ])
  // One that is not selected stands for itself.
  expect(await copied(panel, 1, 'URL')).toBe(urls[1])
  await panel.close()
})

test('an error answer in JSON is copied as it came, and not as an event stream', async () => {
  const panel = await openBlank()
  const body = '{"error":{"message":"no such model"}}'
  await panel.page.evaluate(
    async url => {
      await (await fetch(url, { headers: { accept: 'text/event-stream' } })).text()
    },
    named('refused', { status: 404, type: 'application/json', steps: [{ write: body }] }),
  )
  await waitForNames(panel, 'refused')
  await waitForStreams(panel, { count: 1, ended: true })
  await watchCopies(panel)
  expect(await copied(panel, 0, 'Body as text')).toBe(body)
  await expect.poll(() => toast(panel)).toBe('Copied: Body as text')
  await openRowMenu(panel, 0)
  const item = await panel.controls.find('menuitem', 'Event stream (SSE)')
  expect(await item.evaluate(found => found.getAttribute('aria-disabled'))).toBe('true')
  await panel.close()
})

test('in a panel 1400 pixels wide it is to be seen when what came', async () => {
  const panel = await openBlank({ dock: 'undocked' })
  await panel.devtools.setViewport({ width: 1400, height: 900 })
  await record(panel, 'one')
  await waitFor(panel, () => {
    const line = document.querySelector('.streams .sparkline')?.getBoundingClientRect()
    const list = document.querySelector('.streams')?.getBoundingClientRect()
    return !!line && !!list && line.width >= 30 && line.left >= list.left && line.right <= list.right
  })
  expect(await panel.frame.$$eval('.streams .grid-head [role=columnheader]', found => found.length)).toBe(8)
  const beyond = await panel.frame.$$eval('.grid.streams', ([list]) =>
    list ? list.scrollWidth - list.clientWidth : -1,
  )
  expect(beyond).toBe(0)
  await panel.close()
})

test('a column that there is no room for says so in the menu, and comes when it is chosen', async () => {
  const panel = await openBlank()
  await record(panel, 'one')
  const waitForColumn = (isThere: boolean) =>
    waitFor(
      panel,
      (selector, wanted) => (document.querySelector(selector) !== null) === wanted,
      FRAME,
      isThere,
    )
  await waitForColumn(false)
  // A window that loses the focus closes the menu.
  await expect
    .poll(async () => {
      const isOpen = (await panel.frame.$$eval('[role=menu]', found => found.length)) > 0
      if (!isOpen) await press(panel, 'Columns and groups')
      return isOpen
    })
    .toBe(true)
  const item = await panel.controls.find('menuitemcheckbox', 'Frame (no room)')
  expect(await item.evaluate(found => found.getAttribute('aria-checked'))).toBe('true')
  await item.click()
  await waitForColumn(true)
  await panel.controls.press('menuitemcheckbox', 'Frame')
  await waitForColumn(false)
  await panel.close()
})

test('a column is dragged wider, and a double click gives it its own width back', async () => {
  const panel = await openBlank()
  await record(panel, 'one')
  const before = await width(panel, SIZE)
  await panel.frame.drag(`${SIZE} .grip`, { x: 41, y: 0 })
  await expect.poll(() => width(panel, SIZE)).toBeCloseTo(before + 41, 0)
  // The drag is no click: nothing was sorted.
  expect(await panel.frame.$$eval('[aria-sort$=scending]', found => found.length)).toBe(0)
  await panel.frame.doubleClick(`${SIZE} .grip`)
  await expect.poll(() => width(panel, SIZE)).toBe(before)
  await panel.close()
})

test('the divider is dragged, stands there in the next panel, and a double click sets it back', async () => {
  const first = await openBlank({ keepsView: true })
  await record(first, 'one')
  const before = await width(first, LIST)
  await first.frame.drag('.split-divider', { x: -90, y: 0 })
  await expect.poll(() => width(first, LIST)).toBeCloseTo(before - 90, -1)
  const left = await width(first, LIST)
  await first.close()

  const panel = await openBlank({ keepsView: true })
  await expect.poll(() => width(panel, LIST)).toBeCloseTo(left, 0)
  await panel.frame.doubleClick('.split-divider')
  await expect.poll(() => width(panel, LIST)).toBeCloseTo(before, 0)
  await panel.close()
})
