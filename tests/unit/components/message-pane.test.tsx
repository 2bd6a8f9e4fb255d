// @vitest-environment happy-dom
import { act, fireEvent, screen, within } from '@testing-library/preact'
import { expect, test } from 'vitest'
import { sse } from '../protocols/messages'
import { type FedStream, fedStream } from '../session/fed-stream'
import { fakeSettings } from '../state/fake-panel'
import { rowOf, selectedRows, showPanel, update } from './show-panel'

const delta = (given: object, rest: object = {}) => ({
  object: 'chat.completion.chunk',
  model: 'm',
  choices: [{ index: 0, delta: given, ...rest }],
})
const events = sse(
  delta({ reasoning_content: 'Hm.' }),
  delta({ content: '**He' }),
  delta({ content: 'y**' }),
  delta({ tool_calls: [{ index: 0, id: 'c', function: { name: 'weather', arguments: '{"city":"Rome"}' } }] }),
  { ...delta({}, { finish_reason: 'tool_calls' }), usage: { completion_tokens: 7 } },
  '[DONE]',
)

const showMessage = (stream: FedStream, options = {}) => {
  const panel = showPanel([stream], options)
  fireEvent.click(rowOf('Streams', 0))
  fireEvent.click(screen.getByRole('tab', { name: 'Message' }))
  act(() => void panel.runFrames())
  return panel
}

const chat = (chunks: readonly string[] = events, ended = true): FedStream => {
  const stream = fedStream()
  for (const chunk of chunks) stream.push(chunk, 100)
  if (ended) stream.close()
  return stream
}

const part = (name: string) => within(screen.getByRole('article', { name }))
const slider = () => screen.getByRole<HTMLInputElement>('slider', { name: 'Position' })

test('parts stand in order with what the provider reports', () => {
  showMessage(chat())
  expect(screen.getAllByRole('article').map(each => each.getAttribute('aria-label'))).toEqual([
    'Reasoning',
    'Text',
    'Tool call',
  ])
  expect(part('Text').getByText('Hey').tagName).toBe('STRONG')
  expect(part('Tool call').getByText('weather')).toBeTruthy()
  expect(screen.getByText('completion_tokens').closest('.fact')?.querySelector('dd')?.textContent).toBe('7')
  expect(screen.getByText('Tokens, as reported').nextSibling?.textContent).toBe('7')
  expect(document.querySelector('.message-body')?.getAttribute('aria-busy')).toBe('false')
})

test('the slider shows the message as it stood, and what the event brought', () => {
  const panel = showMessage(chat())
  fireEvent.input(slider(), { target: { value: '2' } })
  act(() => void panel.runFrames())
  expect(screen.queryByRole('article', { name: 'Tool call' })).toBeNull()
  expect(screen.getByText('**He').tagName).toBe('MARK')
  expect(screen.getByText('event 2 of 6 · +200 ms')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'One event on' }))
  expect(screen.getByText('y**').tagName).toBe('MARK')
  fireEvent.click(screen.getByRole('button', { name: 'To the end' }))
  expect(part('Text').getByText('Hey')).toBeTruthy()
})

test('by time it stands where nothing came too', () => {
  showMessage(chat())
  fireEvent.click(within(screen.getByRole('group', { name: 'Slider steps' })).getByText('Time'))
  expect(slider().max).toBe('600')
  fireEvent.input(slider(), { target: { value: '250' } })
  expect(screen.getByText('event 2 of 6 · +250 ms')).toBeTruthy()
})

test('it plays as fast as it came, times the speed', () => {
  let now = 0
  const panel = showMessage(chat(), { now: () => now })
  fireEvent.change(screen.getByRole('combobox', { name: 'Speed' }), { target: { value: '2' } })
  fireEvent.click(screen.getByRole('button', { name: 'Play' }))
  now = 170
  act(() => void panel.runFrames(1))
  expect(panel.state.message.scrubber.block.value).toBe(2)
  expect(panel.state.message.scrubber.time.value).toBe(340)
  now = 400
  act(() => void panel.runFrames(1))
  expect(panel.state.message.scrubber.position.value).toBeNull()
  expect(screen.getByRole('button', { name: 'Play' })).toBeTruthy()
})

test('a part leads to its events, and the selected event marks its part', () => {
  showMessage(chat())
  fireEvent.click(part('Text').getByRole('button', { name: 'event 2' }))
  expect(selectedRows('Events')).toEqual([1])
  fireEvent.click(screen.getByRole('tab', { name: 'Message' }))
  expect(screen.getByRole('article', { name: 'Text' }).className).toContain('is-marked')
  fireEvent.click(screen.getByRole('button', { name: 'To selected event 2' }))
  expect(slider().value).toBe('2')
})

test('a running stream grows, and its open parts say so', () => {
  const stream = chat(events.slice(0, 2), false)
  const panel = showMessage(stream)
  expect(part('Text').getByText('still coming')).toBeTruthy()
  stream.push(events[2] ?? '')
  update(panel)
  expect(part('Text').getByText('Hey')).toBeTruthy()
  stream.close('failed')
  update(panel)
  expect(part('Text').getByText('not finished')).toBeTruthy()
})

test('the user overrules the protocol', () => {
  const panel = showMessage(chat())
  fireEvent.change(screen.getByRole('combobox', { name: 'Protocol' }), { target: { value: 'text' } })
  act(() => void panel.runFrames())
  expect(screen.getByText('chosen by you')).toBeTruthy()
  expect(screen.queryByRole('article', { name: 'Tool call' })).toBeNull()
})

test('a rule of the user’s holds for the addresses it names', () => {
  const url = 'https://a.example/mine?x=1'
  const rule = {
    name: '',
    url: 'https://a.example/mine*',
    add: ['add'],
    finish: [],
    error: [],
    info: [],
    text: 'd',
    reasoning: '',
    errorText: '',
    end: '',
  }
  const stream = fedStream({ url })
  for (const chunk of sse(['add', { d: 'Hel' }], ['add', { d: 'lo' }])) stream.push(chunk)
  showMessage(stream, { settingsStore: fakeSettings({ messageRules: [rule] }) })
  expect(part('Text').getByText('Hello')).toBeTruthy()
  expect(screen.getByText('by your own rule')).toBeTruthy()
})

test('copies are text, Markdown and JSON', () => {
  const panel = showMessage(chat())
  const copied = (name: string) => {
    fireEvent.click(screen.getByRole('button', { name }))
    return String(panel.commands.at(-1)?.[1])
  }
  expect(copied('Copy the answer as text')).toBe('**Hey**')
  expect(copied('Copy all parts as Markdown')).toContain('## tool-call: weather\n\n```\n{"city":"Rome"}\n```')
  expect(JSON.parse(copied('Copy the message as JSON'))).toMatchObject({
    protocol: 'openai-chat',
    model: 'm',
    parts: [{ kind: 'reasoning' }, { text: '**Hey**' }, { name: 'weather', value: { city: 'Rome' } }],
  })
})

test('markup of any kind is text, and nothing is loaded', () => {
  const hostile =
    '<img src=x onerror=alert(1)> ![a](https://evil.example/p.png) [b](javascript:alert(1)) <script>x</script>\n\n<iframe src=y>\n\n| a |\n|---|\n| <b>c</b> |\n'
  showMessage(chat(sse(delta({ content: hostile }))))
  const article = screen.getByRole('article', { name: 'Text' })
  expect(article.querySelectorAll('img, script, iframe, a, b, [href], [src], [onerror]')).toHaveLength(0)
  expect(article.textContent).toContain('<img src=x onerror=alert(1)>')
  expect(article.textContent).toContain('https://evil.example/p.png')
})
