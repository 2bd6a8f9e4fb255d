import { expect, test } from 'vitest'
import {
  newTabWithPanel,
  openTab,
  type PanelHandle,
  press,
  rowCount,
  selectStream,
  streamRows,
  type TabOptions,
  waitFor,
  waitForStreams,
} from './harness/index.ts'
import { useStage } from './stage.ts'

const stage = useStage()

const openBlank = (options: TabOptions = {}) =>
  newTabWithPanel(stage.browser(), stage.page(), { dock: 'bottom', ...options })

/** Runs in the page: reads streams to their end, one after the other. */
const readAll = async (urls: string[]) => {
  for (const url of urls) await (await fetch(url)).text()
}

const EVENT = 'data: x\n\n'

/** Records a stream a name, with as many events as the name is long. */
const record = async (panel: PanelHandle, ...names: string[]) => {
  const urls = names.map(
    name => `${stage.stream({ steps: [{ write: EVENT.repeat(name.length) }] })}&name=${name}`,
  )
  await panel.page.evaluate(readAll, urls)
  await waitForStreams(panel, { count: names.length, ended: true })
}

const names = async (panel: PanelHandle) =>
  (await streamRows(panel)).map(({ cells }) => /name=(\w+)/.exec(cells.Name ?? '')?.[1])

const header = (panel: PanelHandle, name: string) => panel.controls.find('columnheader', name)

/** Waits until the rows stand in this order. */
const waitForOrder = (panel: PanelHandle, ...order: string[]) =>
  waitFor(
    panel,
    wanted => {
      const rows = [...document.querySelectorAll('.streams [data-row]')].sort(
        (a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')),
      )
      const found = rows.map(
        row => /name=(\w+)/.exec(row.querySelector('.name')?.getAttribute('title') ?? '')?.[1],
      )
      return found.join() === wanted
    },
    order.join(),
  )

test('a click on a header sorts up, then down, then as it was', async () => {
  const panel = await openBlank()
  await record(panel, 'bb', 'a', 'ccc')
  const events = await header(panel, 'Events')
  await events.click()
  await waitForOrder(panel, 'a', 'bb', 'ccc')
  expect(await events.evaluate(element => element.getAttribute('aria-sort'))).toBe('ascending')
  await events.click()
  await waitForOrder(panel, 'ccc', 'bb', 'a')
  expect(await events.evaluate(element => element.getAttribute('aria-sort'))).toBe('descending')
  await events.click()
  await waitForOrder(panel, 'bb', 'a', 'ccc')
  expect(panel.errors).toEqual([])
  await panel.close()
})

test('what the list was left like is there when the panel is opened again', async () => {
  const first = await openBlank({ keepsView: true })
  await record(first, 'bb', 'a')
  await (await header(first, 'Events')).click()
  await waitForOrder(first, 'a', 'bb')
  await press(first, 'Columns and groups')
  await first.controls.press('menuitemcheckbox', 'Status')
  await first.devtools.keyboard.press('Escape')
  await selectStream(first, 0)
  await openTab(first, 'Timing')
  await first.close()

  const panel = await openBlank({ keepsView: true })
  await record(panel, 'ccc', 'a')
  await waitForOrder(panel, 'a', 'ccc')
  expect((await streamRows(panel))[0]?.cells).toMatchObject({ Status: '200' })
  await selectStream(panel, 0)
  await panel.controls.find('region', 'Statistics')
  await press(panel, 'Columns and groups')
  await panel.controls.press('menuitem', 'Reset columns, widths and order')
  await waitForOrder(panel, 'ccc', 'a')
  await openTab(panel, 'Events')
  await panel.close()
})

test('the row that the mouse was pressed on is selected, however far the list goes before it is let go', async () => {
  const panel = await openBlank()
  const before = Array.from({ length: 40 }, (_, at) => `before${at}`)
  await record(panel, ...before)
  const selected = () =>
    panel.frame.evaluate(`document.querySelector('.streams [aria-selected=true] .name')?.title ?? ''`)
  const pressed = '.streams [data-row="36"]'
  await panel.frame.waitForFunction(`document.querySelector('${pressed}')`)
  await panel.frame.hold(pressed, async () => {
    const later = Array.from({ length: 12 }, () => stage.stream({ steps: [{ write: EVENT }] }))
    await panel.page.evaluate(readAll, later)
    await waitForStreams(panel, { count: 52, ended: true })
    await expect.poll(() => rowCount(panel, 'Streams')).toBe(52)
  })
  await expect.poll(selected).toContain('name=before36')
  await panel.close()
})

test('words narrow the list, it says how many are hidden, and all can be shown again', async () => {
  const panel = await openBlank()
  await record(panel, 'one', 'two', 'three')
  await panel.controls.fill('searchbox', 'Filter streams', 'NAME=T')
  await waitForOrder(panel, 'two', 'three')
  await panel.controls.find('button', 'Show all streams')
  expect(await panel.frame.evaluate('document.body.innerText')).toContain('1 hidden')
  await press(panel, 'Show all streams')
  await waitForOrder(panel, 'one', 'two', 'three')
  await panel.close()
})

test('keys resize a column and sort by it', async () => {
  const panel = await openBlank()
  await record(panel, 'one')
  const size = await header(panel, 'Size')
  const width = () => size.evaluate(element => element.getBoundingClientRect().width)
  const before = await width()
  await panel.frame.evaluate(`document.querySelector('.cell-size[role=columnheader]').focus()`)
  await panel.devtools.keyboard.down('Shift')
  await panel.devtools.keyboard.press('ArrowRight')
  await panel.devtools.keyboard.press('ArrowRight')
  await panel.devtools.keyboard.up('Shift')
  expect(await width()).toBeCloseTo(before + 16, 0)
  await panel.devtools.keyboard.press('Enter')
  expect(await size.evaluate(element => element.getAttribute('aria-sort'))).toBe('ascending')
  await press(panel, 'Columns and groups')
  await panel.controls.press('menuitem', 'Reset columns, widths and order')
  await panel.close()
})

test('reconnects stand under their first connection, documents over their streams', async () => {
  const panel = await openBlank()
  const url = stage.stream([
    { steps: [{ write: `retry: 20\n\n${EVENT}` }] },
    { steps: [{ write: EVENT }], end: 'hold' },
  ])
  await panel.page.evaluate(address => {
    Object.assign(window, { source: new EventSource(address) })
  }, url)
  await waitForStreams(panel, { count: 2 })
  await press(panel, 'Columns and groups')
  await panel.controls.press('menuitemradio', 'Reconnects under their first connection')
  await waitFor(panel, () => document.querySelectorAll('.streams .follower').length === 1)
  await panel.controls.press('menuitemradio', 'By document')
  await waitFor(panel, () => document.querySelectorAll('.streams .is-document').length === 1)
  expect(await rowCount(panel, 'Streams')).toBe(3)
  await panel.controls.press('menuitemradio', 'No groups')
  await panel.devtools.keyboard.press('Escape')
  await panel.page.evaluate('source.close()')
  await panel.close()
})

test('the menu of a row pins the stream, copies it and says so', async () => {
  const panel = await openBlank()
  await record(panel, 'one', 'two')
  await selectStream(panel, 1)
  const openMenu = () =>
    panel.frame.evaluate(`document.querySelector('.streams .is-selected').dispatchEvent(
      new MouseEvent('contextmenu', { bubbles: true, cancelable: true, button: 2, clientX: 60, clientY: 60 }))`)
  await openMenu()
  await panel.controls.press('menuitem', 'Pin to the top P')
  await waitForOrder(panel, 'two', 'one')
  expect(await names(panel)).toEqual(['two', 'one'])
  await openMenu()
  await panel.controls.press('menuitem', 'cURL command')
  await waitFor(panel, () => document.querySelector('.toasts')?.textContent === 'Copied: cURL command')
  expect(panel.errors).toEqual([])
  await panel.close()
})

test('the timing tab tells chunks, gaps and events, zooms by keys and takes its range to the events', async () => {
  const panel = await openBlank()
  const url = stage.stream({
    steps: [{ write: 'data: one\n\n' }, { wait: 1300 }, { write: 'data: two\n\ndata: three\n\n' }],
  })
  await panel.page.evaluate(async address => {
    const reader = (await fetch(address)).body?.getReader()
    while (!(await reader?.read())?.done);
  }, url)
  await waitForStreams(panel, { count: 1, ended: true })
  await selectStream(panel, 0)
  await openTab(panel, 'Timing')
  await waitFor(panel, () => document.querySelector('.timing-plot canvas') !== null)
  const facts = await panel.frame.$$eval('.timing-stats tbody tr', rows =>
    Object.fromEntries(
      rows.map(row => [
        row.querySelector('th')?.textContent ?? '',
        row.querySelector('td')?.textContent ?? '',
      ]),
    ),
  )
  expect(facts).toMatchObject({ Events: '3', 'Stalls (over 1.00 s)': '1' })
  // The longest gap is the stall.
  expect(await panel.frame.$$eval('.timing-gaps tbody tr', rows => rows[0]?.className)).toBe('is-stall')
  const drawn = () =>
    panel.frame.evaluate(`document.querySelector('.timing-plot').getAttribute('aria-label')`)
  const whole = await drawn()
  await panel.frame.evaluate(`document.querySelector('.timing-plot').focus()`)
  await panel.frame.evaluate(`document.querySelector('.timing-plot').dispatchEvent(
    new KeyboardEvent('keydown', { key: '+', bubbles: true, cancelable: true }))`)
  await waitFor(
    panel,
    before => document.querySelector('.timing-plot')?.getAttribute('aria-label') !== before,
    whole,
  )
  await press(panel, 'Show these events')
  await waitFor(panel, () => document.querySelector('#tab-events')?.getAttribute('aria-selected') === 'true')
  const filter = await panel.controls.find('searchbox', 'Filter events')
  expect(await filter.evaluate(field => (field instanceof HTMLInputElement ? field.value : ''))).toMatch(
    /^time:[\d.]+ms-[\d.]+ms$/,
  )
  expect(panel.errors).toEqual([])
  await panel.close()
})

test('bytes are found in the raw view, as text and as hex', async () => {
  const panel = await openBlank()
  await panel.page.evaluate(readAll, [
    stage.stream({ steps: [{ write: '\ufeffdata: Alpha\r\n\r\ndata: beta alpha\n\n' }] }),
  ])
  await waitForStreams(panel, { count: 1, ended: true })
  await selectStream(panel, 0)
  await openTab(panel, 'Raw')
  await panel.controls.fill('searchbox', 'Find in raw', 'alpha')
  await waitFor(panel, () => document.querySelector('.raw-find')?.textContent?.includes('0 of 2') === true)
  await press(panel, 'Next')
  await press(panel, 'Next')
  await waitFor(panel, () => document.querySelector('.raw .is-found')?.textContent?.includes('beta') === true)
  await press(panel, 'Hex')
  await panel.controls.fill('searchbox', 'Find in raw', '0d 0a 0d')
  await press(panel, 'Next')
  await waitFor(panel, () => document.querySelectorAll('.cell-hex .byte.found').length === 3)
  await press(panel, 'Clear find')
  await openTab(panel, 'Events')
  expect(panel.errors).toEqual([])
  await panel.close()
})

test('the sheet of keys opens with a question mark and closes with Escape', async () => {
  const panel = await openBlank()
  await panel.controls.find('button', 'Keys')
  await panel.frame.evaluate(`document.body.dispatchEvent(
    new KeyboardEvent('keydown', { key: '?', bubbles: true, cancelable: true }))`)
  await panel.controls.find('dialog', 'Keys')
  await panel.devtools.keyboard.press('Escape')
  await waitFor(panel, () => document.querySelector('dialog.keys') === null)
  await panel.close()
})
