import { expect, test } from 'vitest'
import {
  byRole,
  eventRows,
  fillSearch,
  isShown,
  newTabWithPanel,
  openTab,
  type PanelHandle,
  press,
  selectEvent,
  selectStream,
  textOf,
  waitFor,
  waitForStreams,
  watchCopies,
} from './harness/index.ts'
import { useStage } from './stage.ts'

const stage = useStage()

const openBlank = () => newTabWithPanel(stage.browser(), stage.page())

/** Runs in the page: reads a whole stream. */
const readAll = async (url: string) => {
  await (await fetch(url)).text()
}

/** Records one finished stream a body and selects the first. */
const record = async (panel: PanelHandle, ...bodies: string[]) => {
  for (const body of bodies) await panel.page.evaluate(readAll, stage.stream({ steps: [{ write: body }] }))
  await waitForStreams(panel, { count: bodies.length, ended: true })
  await selectStream(panel, 0)
}

const chat = (content: string, extra = '') =>
  `event: delta\ndata: {"choices":[{"delta":{"content":"${content}"}}],"n":${content.length}${extra}}\n\n`

const column = async (panel: PanelHandle, name: string) =>
  (await eventRows(panel)).map(({ cells }) => cells[name] ?? '')

/** Waits until a column of the events reads so. */
const waitForColumn = (panel: PanelHandle, name: string, expected: string[]) =>
  expect.poll(() => column(panel, name)).toEqual(expected)

const filter = (panel: PanelHandle, expression: string) => fillSearch(panel, 'Filter events', expression)

const choose = async (panel: PanelHandle, menu: string, ...items: string[]) => {
  await press(panel, menu)
  for (const item of items) await (await menuItem(panel, item)).click()
}

const menuItem = (panel: PanelHandle, name: string) =>
  panel.controls.findWhere(
    wanted => [...document.querySelectorAll('[role^=menuitem]')].find(item => item.textContent === wanted),
    name,
  )

/** Asks for the menu of the element that a selector, and perhaps a text, finds. */
const openMenu = (panel: PanelHandle, selector: string, text = '') =>
  panel.frame.evaluate(
    (wanted, words) => {
      const found = [...document.querySelectorAll(wanted)].find(each => each.textContent?.includes(words))
      const { left = 0, top = 0 } = found?.getBoundingClientRect() ?? {}
      const place = { clientX: left + 20, clientY: top + 8 }
      found?.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, ...place }))
    },
    selector,
    text,
  )

const waitForCopy = (panel: PanelHandle, text: string) =>
  waitFor(panel, wanted => document.documentElement.dataset.copied === wanted, text)

const treeItems = (panel: PanelHandle) =>
  panel.frame.$$eval('[role=treeitem]', found => found.map(item => item.textContent ?? ''))

test('events are filtered by fields, paths, numbers and regular expressions', async () => {
  const panel = await openBlank()
  await record(panel, `${chat('Hello')}: beat\n\n${chat('world, wide')}event: done\nid: 9\ndata: [DONE]\n\n`)
  const types = (expression: string, expected: string[]) =>
    filter(panel, expression).then(() => waitForColumn(panel, 'Type', expected))
  await types('type:delta', ['delta', 'delta'])
  await types('-type=delta', ['comment', 'done'])
  await types('$.choices[0].delta.content:WORLD OR id=9', ['delta', 'done'])
  await types('data.n>5', ['delta'])
  await types('(kind:comment OR /done/i) -type:done', ['comment'])
  await types('"world, wide"', ['delta'])
  await types('', ['delta', 'comment', 'delta', 'done'])
  expect(panel.errors).toEqual([])
  await panel.close()
})

test('an expression that cannot be read says why and where, and the result before stays', async () => {
  const panel = await openBlank()
  await record(panel, `${chat('Hello')}event: done\ndata: x\n\n`)
  await filter(panel, 'type:done')
  await waitForColumn(panel, 'Type', ['done'])
  await filter(panel, 'type:done /(/')
  await waitFor(panel, () =>
    /cannot read.*\/\(\//.test(document.querySelector('[role=alert]')?.textContent ?? ''),
  )
  const box = await byRole(panel, 'searchbox', 'Filter events')
  const described = await box.evaluate(input => [
    input.getAttribute('aria-invalid'),
    document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent?.slice(0, 11),
  ])
  expect(described).toEqual(['true', 'The browser'])
  expect(await column(panel, 'Type')).toEqual(['done'])
  expect(
    await panel.frame.$$eval('.filter-place mark', found => found.map(mark => mark.textContent)),
  ).toEqual(['/(/'])
  await panel.close()
})

test('the box completes keys, types and paths by keys, and says which is chosen', async () => {
  const panel = await openBlank()
  const { keyboard } = panel.devtools
  await record(panel, `${chat('Hello')}event: done\ndata: x\n\n`)
  const offered = (expected: string[]) =>
    expect
      .poll(() => panel.frame.$$eval('[role=option] bdi', found => found.map(option => option.textContent)))
      .toEqual(expected)
  const value = () =>
    panel.frame.evaluate(() => document.querySelector<HTMLInputElement>('[data-filter]')?.value)
  await keyboard.press('/')
  await keyboard.type('ty')
  await offered(['type:'])
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await offered(['type:delta', 'type:done'])
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowDown')
  await waitFor(panel, () => {
    const id = document.querySelector('[data-filter]')?.getAttribute('aria-activedescendant') ?? ''
    return document.getElementById(id)?.matches('[aria-selected=true]') ?? false
  })
  await keyboard.press('Enter')
  await expect.poll(value).toBe('type:done')
  await waitForColumn(panel, 'Type', ['done'])
  await filter(panel, '$.c')
  await offered(['$.choices[0].delta.content'])
  await keyboard.press('Escape')
  await offered([])
  expect(await value()).toBe('$.c')
  await panel.close()
})

test('a filter that was saved is there in the next DevTools', async () => {
  const panel = await openBlank()
  await record(panel, `${chat('Hello')}event: done\ndata: x\n\n`)
  await filter(panel, 'type:done')
  await choose(panel, 'Saved filters', 'Save this filter')
  await panel.close()
  const next = await openBlank()
  await record(next, `${chat('Hello')}event: done\ndata: y\n\n`)
  await choose(next, 'Saved filters', 'type:done')
  await waitForColumn(next, 'Type', ['done'])
  await choose(next, 'Saved filters', 'Forget this filter')
  await press(next, 'Saved filters')
  await waitFor(next, () => document.querySelector('[role=menu]')?.textContent?.includes('None yet') ?? false)
  await next.close()
})

test('kinds of blocks are switched, and the grid says how many are left', async () => {
  const panel = await openBlank()
  await record(panel, 'retry: 10\n\n: beat\n\nid: 1\n\ndata: a\n\ndata: cut')
  await choose(panel, 'Kinds', 'Comments', 'Retry only')
  await waitForColumn(panel, 'Type', ['no data', 'message', 'unterminated'])
  await waitFor(panel, () => document.body.innerText.includes('3 of 5'))
  await (await menuItem(panel, 'Show all kinds')).click()
  await waitForColumn(panel, 'Type', ['no data', 'comment', 'no data', 'message', 'unterminated'])
  await panel.close()
})

test('times are of the day where wanted, and long gaps stand out', async () => {
  const panel = await openBlank()
  const url = stage.stream({ steps: [{ write: 'data: a\n\n' }, { wait: 700 }, { write: 'data: b\n\n' }] })
  await panel.page.evaluate(async url => {
    const reader = (await fetch(url)).body?.getReader()
    while (!(await reader?.read())?.done);
  }, url)
  await waitForStreams(panel, { count: 1, ended: true })
  await selectStream(panel, 0)
  const marked = () => panel.frame.$$eval('.events mark', found => found.length)
  expect(await marked()).toBe(0)
  await choose(panel, 'View', '250 ms', 'Time of day')
  await expect.poll(marked).toBe(1)
  expect((await column(panel, 'Time')).every(time => /^\d\d:\d\d:\d\d\.\d{3}$/.test(time))).toBe(true)
  await (await menuItem(panel, 'Since the request')).click()
  await (await menuItem(panel, '1.00 s')).click()
  await expect.poll(marked).toBe(0)
  await panel.close()
})

test('a live list lets go when it is scrolled up, says so and counts, and follows again', async () => {
  const panel = await openBlank()
  const lines = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => `data: ${from + at}\n\n`).join('')
  const url = stage.stream({
    steps: [{ write: lines(0, 200) }, { wait: 20 }, { write: lines(200, 3) }],
    end: 'hold',
  })
  // The page reads on only when the test says so.
  await panel.page.evaluate(async url => {
    const reader = (await fetch(url)).body?.getReader({ mode: 'byob' })
    const read = (size: number) => reader?.read(new Uint8Array(size), { min: size }).then(() => {})
    Object.assign(window, { read })
  }, url)
  await panel.page.evaluate(`read(${lines(0, 200).length})`)
  await waitForStreams(panel, { count: 1 })
  await selectStream(panel, 0)
  await expect.poll(async () => (await column(panel, 'Data')).at(-1)).toBe('199')
  await panel.frame.evaluate(() => {
    const grid = document.querySelector('.events')
    if (grid) grid.scrollTop = 200
  })
  await byRole(panel, 'button', 'Follow')
  await panel.page.evaluate(`read(${lines(200, 3).length})`)
  await byRole(panel, 'button', 'Jump to end (3 new)')
  expect(await column(panel, 'Data')).not.toContain('202')
  await press(panel, 'Jump to end (3 new)')
  await expect.poll(async () => (await column(panel, 'Data')).at(-1)).toBe('202')
  expect(await isShown(panel, 'button', 'Follow')).toBe(false)
  await panel.close()
})

test('all streams are searched, counted, and a result leads to its event or its bytes', async () => {
  const panel = await openBlank()
  await record(
    panel,
    'data: first\n\n',
    'data: one needle\n\ndata: b\n\ndata: Needle two\n\nneedle: field\n\n',
  )
  await fillSearch(panel, 'Search all streams', 'needle')
  await waitFor(
    panel,
    () => document.querySelector('.search-sum')?.textContent?.includes('in 1 stream') ?? false,
  )
  const sum = await panel.frame.$$eval('.search-sum', found => found.map(each => each.textContent))
  expect(sum).toEqual(['3 events · in 1 stream'])
  const hit = (index: number) => panel.frame.click(`.search-list [data-row="${index}"]`)
  await hit(2)
  await waitFor(
    panel,
    () => document.querySelector('.events .is-selected')?.textContent?.includes('Needle two') ?? false,
  )
  await fillSearch(panel, 'Search all streams', 'data: b')
  await waitFor(
    panel,
    () => document.querySelector('.search-sum')?.textContent?.includes('1 other place in bytes') ?? false,
  )
  await hit(1)
  await byRole(panel, 'tabpanel', 'Raw')
  await waitFor(
    panel,
    () => document.querySelector('.raw .is-marked')?.textContent?.includes('data: b') ?? false,
  )
  await fillSearch(panel, 'Search all streams', '/ne{2}dle t/i')
  await waitFor(
    panel,
    () => document.querySelector('.search-sum')?.textContent?.startsWith('1 event') ?? false,
  )
  await press(panel, 'Clear search')
  await waitFor(panel, () => document.querySelector('.search-results') === null)
  await panel.close()
})

test('JSON in a string and escapes are opened; all is opened and closed at once', async () => {
  const panel = await openBlank()
  await record(panel, 'data: {"args":"{\\"city\\":\\"Paris\\"}","esc":"\\u4f60\\u597d","a":{"b":[1]}}\n\n')
  await selectEvent(panel, 0)
  expect(await treeItems(panel)).toContain('esc: "\\u4f60\\u597d"')
  const open = (name: string) =>
    panel.frame.evaluate(wanted => {
      const item = [...document.querySelectorAll<HTMLElement>('[role=treeitem]')]
      item.find(each => each.textContent?.startsWith(wanted))?.click()
    }, name)
  await open('args')
  await expect.poll(() => treeItems(panel)).toContain('city: "Paris"')
  await open('esc')
  await expect.poll(() => treeItems(panel)).toContain('esc: 你好')
  await press(panel, 'Collapse all')
  await expect.poll(() => treeItems(panel)).toHaveLength(4)
  await press(panel, 'Expand all')
  await expect.poll(() => treeItems(panel)).toContain('0: 1')
  await panel.close()
})

test('a value of the tree is copied, filtered by, and becomes a column that can be removed', async () => {
  const panel = await openBlank()
  await record(panel, chat('Hello') + chat('world'))
  await watchCopies(panel)
  await selectEvent(panel, 0)
  const openValue = () => openMenu(panel, '[role=treeitem]', 'content:')
  await openValue()
  await (await menuItem(panel, 'Copy path')).click()
  await waitForCopy(panel, '$.choices[0].delta.content')
  await openValue()
  await (await menuItem(panel, 'Copy value')).click()
  await waitForCopy(panel, 'Hello')
  await openValue()
  await (await menuItem(panel, 'Show as column')).click()
  await waitForColumn(panel, '$.choices[0].delta.content', ['Hello', 'world'])
  await openValue()
  await (await menuItem(panel, 'Filter by this value')).click()
  await waitForColumn(panel, '$.choices[0].delta.content', ['Hello'])
  await choose(panel, 'View', '$.choices[0].delta.content')
  await waitForColumn(panel, '$.choices[0].delta.content', [''])
  await panel.close()
})

test('an event is shown as text and hex, and by what changed since the one before of its type', async () => {
  const panel = await openBlank()
  await record(panel, `${chat('Hi')}data: between\n\n${chat('Hey', ',"new":true')}`)
  await selectEvent(panel, 2)
  const detail = () => textOf(panel, 'region', 'Event detail')
  await press(panel, 'Hex')
  await expect.poll(detail).toContain('65 76 65 6e 74 3a 20 64')
  await press(panel, 'Changes')
  await expect.poll(detail).toMatch(/block 1\s+\$\.choices\[0\]\.delta\.content/)
  const lines = await panel.frame.$$eval('.change-line bdi', found => found.map(line => line.textContent))
  expect(lines).toEqual(['"Hi"', '"Hey"', '2', '3', 'true'])
  await press(panel, 'Text')
  await expect.poll(detail).toContain('"new":true}')
  await panel.close()
})

test('the menu of an event copies its data, JSON, lines and ID', async () => {
  const panel = await openBlank()
  await record(panel, ': beat\n\nid: 7\nevent: x\ndata: {"a":1}\n\n')
  await watchCopies(panel)
  const copies: [item: string, text: string][] = [
    ['Copy data', '{"a":1}'],
    ['Copy as indented JSON', '{\n  "a": 1\n}'],
    ['Copy as SSE', 'id: 7\nevent: x\ndata: {"a":1}\n\n'],
    ['Copy ID', '7'],
  ]
  for (const [item, text] of copies) {
    await openMenu(panel, '.events [data-row="1"]')
    await (await menuItem(panel, item)).click()
    await waitForCopy(panel, text)
  }
  await waitFor(panel, () => document.querySelector('.toast')?.textContent === 'Copied')
  await openMenu(panel, '.events [data-row="1"]')
  await (await menuItem(panel, 'Show in Raw')).click()
  await byRole(panel, 'tabpanel', 'Raw')
  await openTab(panel, 'Events')
  await panel.close()
})

test('an event’s menu shows its type alone or hides it; a comment has none', async () => {
  const panel = await openBlank()
  await record(panel, 'data: a\n\n: beat\n\nevent: done\ndata: b\n\ndata: c\n\n')
  const choose = async (row: string, item: string) => {
    await openMenu(panel, '[aria-label="Events"] [role=row]', row)
    await (await menuItem(panel, item)).click()
  }
  await choose('done', 'Hide this type')
  await waitForColumn(panel, 'Type', ['message', 'comment', 'message'])
  await filter(panel, '')
  await waitForColumn(panel, 'Type', ['message', 'comment', 'done', 'message'])
  await choose('message', 'Hide this type')
  await waitForColumn(panel, 'Type', ['comment', 'done'])
  await openMenu(panel, '[aria-label="Events"] [role=row]', 'comment')
  const disabled = await (await menuItem(panel, 'Hide this type')).evaluate(item =>
    item.getAttribute('aria-disabled'),
  )
  expect(disabled).toBe('true')
  await panel.close()
})

test('a chunk says how many it has, and a split event which chunks', async () => {
  const panel = await openBlank()
  const write = 'data: a\n\ndata: b\n\n: beat\n\ndata: c\n\n'
  await panel.page.evaluate(
    async (url, size) => {
      const reader = (await fetch(url)).body?.getReader({ mode: 'byob' })
      while (reader && !(await reader.read(new Uint8Array(size))).done);
    },
    stage.stream({ steps: [{ write }] }),
    write.length - 2,
  )
  await waitForStreams(panel, { count: 1, ended: true })
  await selectStream(panel, 0)
  await waitForColumn(panel, 'Chunk', ['×31', '1', '1', '1–2'])
  expect(
    await panel.frame.$$eval('.chunk-group', found => found.map(each => each.getAttribute('title'))),
  ).toEqual(['3 in this chunk'])
  await panel.close()
})

test('the body is parsed as another format when one is chosen, and by its type again', async () => {
  const panel = await openBlank()
  await record(panel, 'data: a\n\ndata: b\n\n')
  const parseAs = (format: string) =>
    panel.frame.evaluate(wanted => {
      const select = document.querySelector<HTMLSelectElement>('.parse-as select')
      const option = [...(select?.options ?? [])].find(({ text }) => text.startsWith(wanted))
      if (!select || !option) throw new Error(`No format ${wanted}.`)
      select.value = option.value
      select.dispatchEvent(new Event('change', { bubbles: true }))
    }, format)
  await waitForColumn(panel, 'Data', ['a', 'b'])
  await parseAs('JSON lines')
  await waitForColumn(panel, 'Data', ['data: a', 'data: b'])
  await parseAs('Automatic')
  await waitForColumn(panel, 'Data', ['a', 'b'])
  await panel.close()
})
