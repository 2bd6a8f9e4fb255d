import { expect, test } from 'vitest'
import {
  eventRows,
  newTabWithPanel,
  openTab,
  type PanelHandle,
  press,
  selectStream,
  waitFor,
  waitForStreams,
} from './harness/index.ts'
import { useStage } from './stage.ts'

const stage = useStage()

const openBlank = () => newTabWithPanel(stage.browser(), stage.page(), { dock: 'bottom' })

/** Runs in the page: reads streams chunk by chunk, side by side, until they end or `stop` is called. */
const read = (urls: string[]) => {
  const stop = new AbortController()
  Object.assign(window, { stop: () => stop.abort() })
  for (const url of urls)
    fetch(url, { signal: stop.signal })
      .then(async ({ body }) => {
        const reader = body?.getReader()
        while (!(await reader?.read())?.done);
      })
      .catch(() => {})
}

/** Three events that come apart, after a comment; the second one is behind the longest gap. */
const THREE = {
  steps: [
    { write: ': hello\n\n' },
    { wait: 800 },
    { write: 'data: one\n\n' },
    { wait: 2000 },
    { write: 'data: two\n\n' },
    { wait: 900 },
    { write: 'data: three\n\n' },
  ],
}

/** The Timing tab of a stream of three events that has ended. */
const openThree = async () => {
  const panel = await openBlank()
  await watchDrawing(panel)
  await panel.page.evaluate(read, [stage.stream(THREE)])
  await waitForStreams(panel, { count: 1, ended: true })
  await selectStream(panel, 0)
  await openTab(panel, 'Timing')
  await waitFor(panel, () => document.querySelector('.timing-plot canvas') !== null)
  return panel
}

/** Keeps what was drawn since the picture was last cleared: words, and the colours of boxes. */
const watchDrawing = (panel: PanelHandle) =>
  panel.frame.evaluate(() => {
    const { prototype } = CanvasRenderingContext2D
    const { clearRect, fillText, fillRect } = prototype
    const { dataset } = document.documentElement
    const add = (name: string, value: string) => {
      dataset[name] = `${dataset[name] ?? ''}${value}\n`
    }
    prototype.clearRect = function (x, y, width, height) {
      dataset.words = ''
      dataset.boxes = ''
      clearRect.call(this, x, y, width, height)
    }
    prototype.fillText = function (text, x, y, most) {
      add('words', text)
      if (most === undefined) fillText.call(this, text, x, y)
      else fillText.call(this, text, x, y, most)
    }
    prototype.fillRect = function (x, y, width, height) {
      add('boxes', String(this.fillStyle))
      fillRect.call(this, x, y, width, height)
    }
  })

const words = async (panel: PanelHandle) =>
  (await panel.frame.evaluate(() => document.documentElement.dataset.words ?? '')).split('\n')

/** How many stretches are shaded as stalls. */
const shaded = (panel: PanelHandle) =>
  panel.frame.evaluate(() => {
    const { documentElement } = document
    const colour = getComputedStyle(documentElement).getPropertyValue('--warn-soft').trim()
    return (documentElement.dataset.boxes ?? '').split('\n').filter(box => box === colour).length
  })

const axis = (panel: PanelHandle) =>
  panel.frame.evaluate(() => document.querySelector('.timing-plot')?.getAttribute('aria-label') ?? '')

const table = (panel: PanelHandle, selector: string) =>
  panel.frame.evaluate(
    wanted =>
      [...document.querySelectorAll(`${wanted} tbody tr`)].map(row =>
        [...row.querySelectorAll('th, td')].map(cell => cell.textContent ?? ''),
      ),
    selector,
  )

const fact = async (panel: PanelHandle, name: string) =>
  (await table(panel, '.timing-stats')).find(([first]) => first === name)?.slice(1)

const datas = async (panel: PanelHandle) => (await eventRows(panel)).map(({ cells }) => cells.Data)

/** Runs in the panel: drags over the plot, around the moment at which a chunk came. */
const dragAround = (chunk: number) => {
  const stream = globalThis.streamtap?.session.streams[0]
  const over = document.querySelector('.timing-plot .u-over')
  if (!stream?.closed || !over) throw new Error('There is no axis of an ended stream.')
  const { left, top, width } = over.getBoundingClientRect()
  // A fiftieth of the axis lies behind the end.
  const whole = (stream.closed.at - stream.opened.at) * 1.02
  const middle = left + ((stream.chunks.time(chunk) - stream.opened.at) / whole) * width
  const send = (type: string, x: number, buttons: number) =>
    over.dispatchEvent(
      new MouseEvent(type, {
        ...{ bubbles: true, cancelable: true, button: 0, buttons },
        ...{ clientX: x, clientY: top + 20, movementX: 10 },
      }),
    )
  send('mousemove', middle - 40, 0)
  send('mousedown', middle - 40, 1)
  send('mousemove', middle, 1)
  send('mousemove', middle + 40, 1)
  send('mouseup', middle + 40, 0)
}

const turnWheel = (panel: PanelHandle, deltaY: number, ctrlKey: boolean) =>
  panel.frame.evaluate(
    (by, withControl) => {
      const plot = document.querySelector('.timing-plot')
      const { left = 0, width = 0 } = plot?.getBoundingClientRect() ?? {}
      const init = { bubbles: true, cancelable: true, clientX: left + width / 2 }
      plot?.dispatchEvent(new WheelEvent('wheel', { ...init, deltaY: by, ctrlKey: withControl }))
    },
    deltaY,
    ctrlKey,
  )

/** Every stall that is counted is shaded, and there is one at least. */
const expectShadedStalls = async (panel: PanelHandle) => {
  const counted = async () => Number((await fact(panel, 'Stalls (over 1.00 s)'))?.[0])
  await expect.poll(async () => (await shaded(panel)) - (await counted())).toBe(0)
  expect(await counted()).toBeGreaterThanOrEqual(1)
}

test('each milestone of a stream is named on the axis, and its stall is shaded', async () => {
  const panel = await openThree()
  const names = ['headers', 'first byte', 'first event', 'Complete']
  await expect.poll(() => words(panel)).toEqual(expect.arrayContaining(names))
  await expectShadedStalls(panel)
  expect(await fact(panel, 'Nothing seen for')).toBeUndefined()
  expect(panel.errors).toEqual([])
  await panel.close()
})

test('a stretch that is dragged over is taken to the events', async () => {
  const panel = await openThree()
  const whole = await axis(panel)
  await panel.frame.evaluate(dragAround, 2)
  await expect.poll(() => axis(panel)).not.toBe(whole)
  await press(panel, 'Show these events')
  await expect.poll(() => datas(panel)).toEqual(['two'])
  await panel.close()
})

test('the wheel zooms with Ctrl alone, and all is shown again by a button or a double click', async () => {
  const panel = await openThree()
  const whole = await axis(panel)
  await turnWheel(panel, -100, false)
  await turnWheel(panel, -100, true)
  await expect.poll(() => axis(panel)).not.toBe(whole)
  const once = await axis(panel)
  await turnWheel(panel, -100, true)
  await expect.poll(() => axis(panel)).not.toBe(once)
  await turnWheel(panel, 100, true)
  await expect.poll(() => axis(panel)).toBe(once)
  await press(panel, 'All')
  await expect.poll(() => axis(panel)).toBe(whole)
  await turnWheel(panel, -100, true)
  await expect.poll(() => axis(panel)).toBe(once)
  await panel.frame.evaluate(() =>
    document.querySelector('.timing-plot')?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true })),
  )
  await expect.poll(() => axis(panel)).toBe(whole)
  await panel.close()
})

test('gaps are counted by length, one is zoomed to, and the chunk behind the longest leads to its event', async () => {
  const panel = await openThree()
  await expect.poll(() => table(panel, '.timing-gaps')).toHaveLength(3)
  const counts = (await table(panel, '.timing-classes')).map(([, count]) => Number(count))
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(3)
  const gaps = await table(panel, '.timing-gaps')
  expect(gaps[0]?.[2]).toBe('3')
  const whole = await axis(panel)
  await press(panel, `Show the gap of ${gaps[1]?.[0]} before chunk ${gaps[1]?.[2]}`)
  await expect.poll(() => axis(panel)).not.toBe(whole)
  await press(panel, 'Show chunk 3')
  await waitFor(
    panel,
    () => document.querySelector('.events [aria-selected=true]')?.textContent?.includes('two') ?? false,
  )
  expect(await datas(panel)).toContain('three')
  expect(panel.errors).toEqual([])
  await panel.close()
})

test('a stream that hangs is silent in the numbers and on the axis, for as long as it lasts', async () => {
  const panel = await openBlank()
  await watchDrawing(panel)
  const url = stage.stream({ steps: [{ write: 'data: one\n\n' }], end: 'hold' })
  await panel.page.evaluate(read, [url])
  await waitForStreams(panel, { count: 1 })
  await selectStream(panel, 0)
  await openTab(panel, 'Timing')
  const silence = () => fact(panel, 'Nothing seen for')
  await expect.poll(silence).toHaveLength(1)
  await expectShadedStalls(panel)
  const first = await silence()
  await expect.poll(silence).not.toEqual(first)
  await panel.page.evaluate('stop()')
  await expect.poll(silence).toBeUndefined()
  await expect.poll(() => words(panel)).toContain('Aborted')
  // It was silent all the same.
  await expectShadedStalls(panel)
  await panel.close()
})

test('of streams that share the axis each shows its stalls and how it ended', async () => {
  const panel = await openBlank()
  await watchDrawing(panel)
  const hung = stage.stream({ steps: [{ write: 'data: one\n\n' }], end: 'hold' })
  await panel.page.evaluate(read, [stage.stream(THREE), hung])
  await waitFor(panel, () => {
    const states = (globalThis.streamtap?.session.streams ?? []).map(({ state }) => state)
    return states.includes('complete') && states.includes('open')
  })
  await panel.page.evaluate('stop()')
  await waitForStreams(panel, { count: 2, ended: true })
  await selectStream(panel, 0)
  const second = await panel.controls.findWhere(() => document.querySelector('.streams [data-row="1"]'))
  await second.evaluate(row => {
    row.dispatchEvent(new MouseEvent('click', { bubbles: true, ctrlKey: true }))
  })
  await openTab(panel, 'Timing')
  await expect.poll(() => words(panel)).toEqual(expect.arrayContaining(['Complete', 'Aborted']))
  await expect.poll(() => shaded(panel)).toBeGreaterThanOrEqual(2)
  expect(await words(panel)).not.toContain('headers')
  expect(panel.errors).toEqual([])
  await panel.close()
})
