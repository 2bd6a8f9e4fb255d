import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import {
  byRole,
  eventRows,
  exportFile,
  fillSearch,
  isShown,
  launchBrowser,
  newTabWithPanel,
  openTab,
  type PanelHandle,
  press,
  rowCount,
  selectEvent,
  selectStream,
  sessionSnapshot,
  streamRows,
  type TabOptions,
  textOf,
  waitFor,
  waitForStreams,
} from './harness/index.ts'
import { idOf, useStage } from './stage.ts'

const stage = useStage()

const openBlank = (options: TabOptions = {}, from = stage.browser()) =>
  newTabWithPanel(from, stage.page(), options)

/** Runs in the page: reads a whole stream. */
const readAll = async (url: string) => {
  await (await fetch(url)).text()
}

/** Records one finished stream a body, each body in one chunk. */
const record = async (panel: PanelHandle, ...bodies: string[]) => {
  for (const body of bodies) await panel.page.evaluate(readAll, stage.stream({ steps: [{ write: body }] }))
  await waitForStreams(panel, { count: bodies.length, ended: true })
}

const select = async (panel: PanelHandle, ...bodies: string[]) => {
  await record(panel, ...bodies)
  await selectStream(panel, 0)
}

const column = async (panel: PanelHandle, name: string) =>
  (await eventRows(panel)).map(({ cells }) => cells[name])

/** Waits until the panel's text holds, or lacks, the words. */
const waitForText = (panel: PanelHandle, words: string, isThere = true) =>
  waitFor(panel, (wanted, there) => document.body.innerText.includes(wanted) === there, words, isThere)

const waitForRows = (panel: PanelHandle, grid: string, count: number) =>
  waitFor(
    panel,
    (name, wanted) =>
      document.querySelector(`[role=grid][aria-label="${name}"]`)?.getAttribute('aria-rowcount') ===
      `${wanted}`,
    grid,
    count + 1,
  )

/** Waits until something of this role, or tag, and name or text has the focus. */
const waitForFocus = (panel: PanelHandle, role: string, name = '') =>
  waitFor(
    panel,
    (wantedRole, wantedName) => {
      const element = document.activeElement
      const role = element?.getAttribute('role') ?? element?.tagName.toLowerCase()
      const label = element?.getAttribute('aria-label') ?? element?.textContent
      return role === wantedRole && (wantedName === '' || label === wantedName)
    },
    role,
    name,
  )

test('rows come and change while a stream runs', async () => {
  const panel = await openBlank()
  const url = stage.stream({
    steps: [{ write: 'data: one\n\n' }, { wait: 50 }, { write: 'data: two\n\n' }],
    end: 'hold',
  })
  await panel.page.evaluate(async url => {
    const reader = (await fetch(url)).body?.getReader({ mode: 'byob' })
    Object.assign(window, { reader, read: () => reader?.read(new Uint8Array(11)).then(() => {}) })
  }, url)
  const read = () => panel.page.evaluate('read()')
  await waitForStreams(panel, { count: 1 })
  expect((await streamRows(panel))[0]?.cells).toMatchObject({ State: 'Open', Events: '0', Size: '0 B' })
  await selectStream(panel, 0)
  await waitForText(panel, 'nothing has come through it')
  await read()
  await waitForRows(panel, 'Events', 1)
  await read()
  await waitForRows(panel, 'Events', 2)
  expect(await column(panel, 'Data')).toEqual(['one', 'two'])
  expect((await streamRows(panel))[0]?.cells).toMatchObject({ State: 'Open', Events: '2', Size: '22 B' })
  await panel.page.evaluate('reader.cancel()')
  await waitForStreams(panel, { count: 1, ended: true })
  expect((await streamRows(panel))[0]?.cells.State).toBe('Cancelled')
  expect(panel.errors).toEqual([])
  await panel.close()
})

test('events, comments, blocks without data and the unterminated rest stand in their place', async () => {
  const panel = await openBlank()
  await select(panel, ': hello\n\nretry: 10\n\nevent: x\nid: 7\ndata: {"a":[1,{"b":null}]}\n\ndata: cut')
  await waitForRows(panel, 'Events', 4)
  expect(await column(panel, 'Type')).toEqual(['comment', 'no data', 'x', 'unterminated'])
  expect(await column(panel, 'Data')).toEqual(['hello', 'retry: 10', '{"a":[1,{"b":null}]}', 'cut'])
  expect(await column(panel, 'ID')).toEqual(['', '', '7', '7'])
  await panel.close()
})

test('a selected event shows its place and its JSON as a tree', async () => {
  const panel = await openBlank()
  await select(panel, 'event: x\nid: 7\ndata: {"a":[1,{"b":null}]}\n\n')
  await selectEvent(panel, 0)
  const detail = (await textOf(panel, 'region', 'Event detail')).replace(/\s+/g, ' ')
  expect(detail).toContain('Last event ID 7')
  const items = await panel.frame.$$eval('[role=treeitem]', found => found.map(item => item.textContent))
  expect(items).toEqual(['1 member', 'a: 2 items', '0: 1', '1: 1 member', 'b: null'])
  await press(panel, 'Text')
  expect(await textOf(panel, 'region', 'Event detail')).toContain('{"a":[1,{"b":null}]}')
  await panel.close()
})

/** Offsets of the bytes, or of the lines, that a selector finds in the raw view. */
const offsets = (panel: PanelHandle, selector: string) =>
  panel.frame.$$eval(selector, found => found.map(each => Number(each.getAttribute('data-offset'))))

/** Runs in the page: reads one chunk of each size, however the bytes came. */
const readInChunks = async (url: string, sizes: number[]) => {
  const reader = (await fetch(url)).body?.getReader({ mode: 'byob' })
  for (const size of sizes) await reader?.read(new Uint8Array(size), { min: size })
  await reader?.read(new Uint8Array(1))
}

/** Three events in three chunks, of which the first border cuts an event in two. The second event is selected. */
const selectSecondOfThree = async (panel: PanelHandle) => {
  const url = stage.stream({ steps: [{ write: 'data: one\n\ndata: two\n\ndata: three\n\n' }] })
  await panel.page.evaluate(readInChunks, url, [18, 4, 13])
  await waitForStreams(panel, { count: 1, ended: true })
  await selectStream(panel, 0)
  await selectEvent(panel, 1)
}

test('the raw text marks the selected event, and a click on bytes selects theirs', async () => {
  const panel = await openBlank()
  await selectSecondOfThree(panel)
  await openTab(panel, 'Raw')
  const marked = () => offsets(panel, '.raw-text .is-marked .line')
  expect(await marked()).toEqual([11, 18, 21])
  expect(await offsets(panel, '.raw-text .leads-chunk .line')).toEqual([0, 18, 22])
  expect(await textOf(panel, 'grid', 'Bytes as text')).toMatch(/2 · 4 B · \+.*s/)
  await panel.frame.click('.raw-text [data-offset="22"]')
  await waitFor(panel, () => document.querySelector('.raw-text .is-marked [data-offset="22"]') !== null)
  expect(await marked()).toEqual([22, 34])
  await openTab(panel, 'Events')
  expect((await eventRows(panel)).map(row => row.selected)).toEqual([false, false, true])
  await panel.close()
})

test('the hex view marks the very bytes, shows where chunks begin, and selects by click', async () => {
  const panel = await openBlank()
  await selectSecondOfThree(panel)
  await openTab(panel, 'Raw')
  await press(panel, 'Hex')
  await byRole(panel, 'grid', 'Bytes as hex')
  const marked = () => offsets(panel, '.cell-hex .marked')
  expect(await marked()).toEqual(Array.from({ length: 11 }, (_, at) => 11 + at))
  expect(await offsets(panel, '.cell-hex .border')).toEqual([0, 18, 22])
  await panel.frame.click('.cell-ascii [data-offset="3"]')
  await waitFor(panel, () => document.querySelector('.marked[data-offset="0"]') !== null)
  expect(await marked()).toEqual(Array.from({ length: 11 }, (_, at) => at))
  await panel.close()
})

test('the request is shown with its query, headers and payload taken apart, and the answer', async () => {
  const panel = await openBlank()
  const url = stage.stream({ headers: { 'x-answer': 'yes' }, steps: [{ write: 'data: one\n\n' }] })
  await panel.page.evaluate(async url => {
    const body = JSON.stringify({ stream: true, messages: [{ role: 'user' }] })
    await (await fetch(url, { method: 'POST', headers: { 'x-asked': 'so' }, body })).text()
  }, url)
  await waitForStreams(panel, { count: 1, ended: true })
  await selectStream(panel, 0)
  await openTab(panel, 'Request')
  const text = (await textOf(panel, 'tabpanel', 'Request')).replace(/\s+/g, ' ')
  for (const part of ['Method POST', 'Status 200 OK', `id ${idOf(url)}`, 'x-asked so', 'x-answer yes'])
    expect(text).toContain(part)
  for (const part of ['stream: true', 'messages: 1 item', 'role: "user"']) expect(text).toContain(part)
  await panel.close()
})

test('the filter narrows the events and says so; without a hit it offers to be cleared', async () => {
  const panel = await openBlank()
  await select(panel, 'data: apple\n\ndata: pear\n\nevent: APPLE\ndata: tree\n\n')
  await fillSearch(panel, 'Filter events', 'apple')
  await waitForRows(panel, 'Events', 2)
  expect(await column(panel, 'Data')).toEqual(['apple', 'tree'])
  await waitForText(panel, '2 of 3')
  await fillSearch(panel, 'Filter events', 'plum')
  await waitForText(panel, 'No event matches “plum”')
  await press(panel, 'Clear filter')
  await waitForRows(panel, 'Events', 3)
  await panel.close()
})

test('several streams are selected with Ctrl, and Export saves these alone', async () => {
  const panel = await openBlank()
  await select(panel, 'data: a\n\n', 'data: b\n\n', 'data: c\n\n')
  await panel.devtools.keyboard.down('Control')
  await selectStream(panel, 2)
  await panel.devtools.keyboard.up('Control')
  const har = JSON.parse(await readFile(await exportFile(panel, 'HAR'), 'utf8'))
  const { streams } = await sessionSnapshot(panel)
  const urls = har.log.entries.map((entry: { request: { url: string } }) => entry.request.url)
  expect(urls).toEqual([streams[0]?.url, streams[2]?.url])
  await panel.close()
})

test('the panel is worked by keys alone', async () => {
  const panel = await openBlank()
  const { keyboard } = panel.devtools
  await select(panel, 'data: a\n\ndata: b\n\n', 'data: c\n\n')
  await keyboard.press('ArrowDown')
  await waitForRows(panel, 'Events', 1)
  await keyboard.press('ArrowUp')
  await waitForRows(panel, 'Events', 2)
  await keyboard.press('Enter')
  await waitForFocus(panel, 'tab', 'Events')
  await keyboard.press(']')
  await byRole(panel, 'tabpanel', 'Message')
  await keyboard.press('[')
  await byRole(panel, 'tabpanel', 'Events')
  await keyboard.press('/')
  await waitForFocus(panel, 'input', 'Filter events')
  await keyboard.type('b]')
  await waitForText(panel, 'No event matches “b]”')
  await keyboard.press('Escape')
  await waitForRows(panel, 'Events', 2)
  await keyboard.press('Escape')
  await waitForFocus(panel, 'row')
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await waitForFocus(panel, 'section', 'Event detail')
  await keyboard.press('Escape')
  await waitFor(panel, () => document.querySelector('[aria-label="Event detail"]') === null)
  await keyboard.press('Escape')
  await waitForText(panel, 'No stream selected')
  await panel.close()
})

test('Ctrl+E pauses and goes on, Ctrl+L clears, Ctrl+F finds', async () => {
  const panel = await openBlank()
  const { keyboard } = panel.devtools
  const withControl = async (key: 'e' | 'l' | 'f') => {
    await keyboard.down('Control')
    await keyboard.press(key)
    await keyboard.up('Control')
  }
  const isPressed = async () =>
    (await byRole(panel, 'button', 'Record')).evaluate(button => button.getAttribute('aria-pressed'))
  await select(panel, 'data: a\n\n')
  await withControl('e')
  await waitForText(panel, 'recording is paused')
  expect(await isPressed()).toBe('false')
  await withControl('e')
  await waitForText(panel, 'recording is paused', false)
  await withControl('f')
  await waitForFocus(panel, 'input', 'Filter events')
  await withControl('l')
  await waitForText(panel, 'Streams that this page reads appear here')
  expect(await rowCount(panel, 'Streams')).toBe(0)
  await panel.close()
})

test('an empty panel says what to do, recording or not', async () => {
  const panel = await openBlank()
  await waitForText(panel, 'Recording. Streams that this page reads appear here')
  await press(panel, 'Record')
  await waitForText(panel, 'Recording is paused')
  await press(panel, 'Start recording')
  await waitForText(panel, 'Recording. Streams that this page reads appear here')
  await panel.close()
})

test('the panel speaks Chinese where the browser does', async () => {
  const panel = await openBlank({ language: 'zh-CN' })
  await record(panel, 'data: a\n\n')
  await waitForText(panel, '完成')
  await byRole(panel, 'button', '保留日志')
  expect(await panel.frame.evaluate(() => document.documentElement.lang)).toBe('zh-CN')
  expect(await isShown(panel, 'button', 'Preserve log')).toBe(false)
  await panel.close()
})

test('the panel is dark where DevTools is', async () => {
  const dark = await launchBrowser({ dark: true })
  const panel = await openBlank({}, dark)
  await record(panel, 'data: a\n\n')
  const look = () =>
    panel.frame.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.body)
      const light = (rgb: string) => Number(rgb.match(/\d+/)?.[0]) > 127
      return {
        theme: document.documentElement.dataset.theme,
        ground: light(backgroundColor),
        text: light(color),
      }
    })
  await expect.poll(look).toEqual({ theme: 'dark', ground: false, text: true })
  await dark.close()
})

/** What a user could not see or press of the things that must be there, by accessible name. */
const outOfReach = (panel: PanelHandle) =>
  panel.frame.evaluate(() => {
    const names = [
      'Record',
      'Clear',
      'Preserve log',
      'Export',
      'Filter events',
      'Streams',
      'Events',
      'Event detail',
    ]
    return names.filter(name => {
      const found = [...document.querySelectorAll(`[aria-label="${name}"], [role=tab]`)].find(
        each => each.getAttribute('aria-label') === name,
      )
      const box = found?.getBoundingClientRect()
      if (!found || !box || box.left < 0 || box.right > innerWidth || box.bottom > innerHeight) return true
      const isRegion = box.height > 60
      const top = document.elementFromPoint(
        box.left + box.width / 2,
        box.top + (isRegion ? 12 : box.height / 2),
      )
      return box.height < 18 || !found.contains(top)
    })
  })

test.each([
  ['docked at the bottom, 400 pixels high', 1400, 400],
  ['docked at the side, 350 pixels wide', 350, 900],
])('%s, everything is in reach', async (_place, width, height) => {
  const panel = await openBlank({ dock: 'undocked' })
  await select(panel, 'event: a_rather_long_type\ndata: {"a":1}\n\n')
  await selectEvent(panel, 0)
  await panel.devtools.setViewport({ width, height })
  await waitFor(panel, (w, h) => innerWidth === w && innerHeight < h, width, height)
  await expect.poll(() => outOfReach(panel)).toEqual([])
  const sideways = await panel.frame.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  expect(sideways).toBe(false)
  await (await byRole(panel, 'button', 'Export')).click()
  const menu = await byRole(panel, 'menu', 'Export')
  const isInside = await menu.evaluate(element => {
    const { left, right, bottom } = element.getBoundingClientRect()
    return left >= 0 && right <= innerWidth && bottom <= innerHeight
  })
  expect(isInside).toBe(true)
  await panel.close()
})

test('a hostile stream is shown as inert text and leaves the panel alive', async () => {
  const panel = await openBlank()
  const markup = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
  const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`
  const names = '{"__proto__":{"polluted":1},"constructor":{"prototype":1},"toString":2,"hasOwnProperty":3}'
  await select(
    panel,
    [
      `event: ${markup}\nid: ${markup}\ndata: ${markup}`,
      'data: \u202egnissecorp \u2066isolate',
      `data: ${deep}`,
      `data: ${names}`,
      `: ${markup}`,
      `event: __proto__\nid: constructor\ndata: [1]`,
      '',
    ].join('\n\n'),
  )
  await waitForRows(panel, 'Events', 6)
  expect((await eventRows(panel))[0]?.cells).toMatchObject({ Type: markup, ID: markup, Data: markup })
  for (let row = 0; row < 6; row++) {
    await selectEvent(panel, row)
    await byRole(panel, 'region', 'Event detail')
  }
  await selectEvent(panel, 3)
  const items = await panel.frame.$$eval('[role=treeitem]', found => found.map(item => item.textContent))
  expect(items).toContain('__proto__: 1 member')
  expect(items).toContain('hasOwnProperty: 3')
  await openTab(panel, 'Raw')
  expect(await textOf(panel, 'grid', 'Bytes as text')).toContain(markup)
  await openTab(panel, 'Request')
  const harm = await panel.frame.evaluate(() => [
    document.querySelectorAll('img, main script').length,
    document.title,
    'polluted' in {},
  ])
  expect(harm).toEqual([0, 'Streamtap', false])
  expect(panel.errors).toEqual([])
  await panel.close()
})

test('the panel follows the theme of DevTools while it is open', async () => {
  const panel = await openBlank()
  const waitForTheme = (theme: string) =>
    waitFor(panel, wanted => document.documentElement.dataset.theme === wanted, theme)
  await waitForTheme('light')
  await panel.setTheme('dark')
  await waitForTheme('dark')
  await panel.setTheme('light')
  await waitForTheme('light')
  await panel.close()
})
