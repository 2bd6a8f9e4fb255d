import { expect, test } from 'vitest'
import { startOrigin } from '../servers/faults/origin.ts'
import {
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

/** Runs in the page. */
const readAll = async (url: string) => {
  const reader = (await fetch(url)).body?.getReader()
  while (reader && !(await reader.read()).done);
}

const isRead = () => document.querySelector('.message-body')?.getAttribute('aria-busy') === 'false'

const showMessage = async (panel: PanelHandle, url: string) => {
  await panel.page.evaluate(readAll, url)
  await waitForStreams(panel, { count: 1, ended: true })
  await selectStream(panel, 0)
  await openTab(panel, 'Message')
  await waitFor(panel, isRead)
}

const expectAlive = async (panel: PanelHandle) => {
  for (const tab of ['Findings', 'Events', 'Message'] as const) await openTab(panel, tab)
  await press(panel, 'Plain')
  await press(panel, 'Markdown')
  expect(panel.errors).toEqual([])
}

const show = async (...events: unknown[]) => {
  const panel = await newTabWithPanel(stage.browser(), stage.page())
  const text = events.map(event => `data: ${JSON.stringify(event)}\n\n`).join('')
  await showMessage(panel, stage.stream({ steps: [{ base64: Buffer.from(text).toString('base64') }] }))
  return panel
}

const content = (text: string) => ({
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta: { content: text } }],
})

test('100 MB of arguments for one tool are counted, shown in part, and leave the panel alive', async () => {
  const origin = await startOrigin()
  const panel = await newTabWithPanel(stage.browser(), `${origin.url}/page`)
  try {
    await showMessage(panel, `${origin.url}/arguments?megabytes=100`)
    const shown = await panel.frame.evaluate(() => ({
      kinds: [...document.querySelectorAll('article[data-part]')].map(part => part.ariaLabel),
      text: document.querySelector('article[data-part]')?.textContent?.length ?? 0,
    }))
    expect(shown.kinds).toEqual(['Tool call'])
    expect(shown.text).toBeGreaterThan(100)
    expect(shown.text).toBeLessThan(17_000_000)
    await expectAlive(panel)
  } finally {
    await panel.close()
    await origin.close()
  }
}, 300_000)

test('JSON ten thousand levels deep is text and leaves the panel alive', async () => {
  const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`
  const panel = await newTabWithPanel(stage.browser(), stage.page())
  const text = [
    deep,
    `{"object":"chat.completion.chunk","choices":[{"delta":{"content":${deep}}}]}`,
    '{"a":1}',
  ]
  const body = text.map(data => `data: ${data}\n\n`).join('')
  await panel.page.evaluate(
    async data => void (await (await fetch(`data:text/event-stream;base64,${data}`)).text()),
    Buffer.from(body).toString('base64'),
  )
  await waitForStreams(panel, { count: 1, ended: true })
  await selectStream(panel, 0)
  await openTab(panel, 'Message')
  await waitFor(panel, isRead)
  await expectAlive(panel)
  await panel.close()
})

test('markup, prototype names and texts that turn or hide are inert', async () => {
  const markup =
    '<img src=x onerror="document.title=1"><script>document.title=2</script>[x](javascript:alert(1))'
  const turned = '\u202Eabc\u202C \u2066def zero\u200Bwidth'
  const tool = {
    index: 0,
    id: '__proto__',
    function: { name: 'constructor', arguments: '{"__proto__":{"polluted":1}}' },
  }
  const panel = await show(
    content(`${markup}\n\n${turned}`),
    { object: 'chat.completion.chunk', choices: [{ index: 0, delta: { tool_calls: [tool] } }] },
    { object: 'chat.completion.chunk', usage: { __proto__: 1, constructor: 2 }, choices: [] },
  )
  const found = await panel.frame.evaluate(() => ({
    harm: [
      document.querySelectorAll('.message-body :is(img, script, iframe)').length,
      document.title,
      'polluted' in {},
    ],
    links: [...document.querySelectorAll<HTMLAnchorElement>('.message-body a')].filter(link =>
      link.protocol.startsWith('javascript'),
    ).length,
    text: document.querySelector('.message-body')?.textContent ?? '',
  }))
  expect(found.harm).toEqual([0, 'Streamtap', false])
  expect(found.links).toBe(0)
  expect(found.text).toContain('onerror="document.title=1"')
  expect(found.text).toContain(turned)
  await expectAlive(panel)
  await panel.close()
})
