import { expect, test } from 'vitest'
import { frameLabel } from '../../../lib/views/frame-label'
import { documentInfo, opened } from '../session/recording'

const label = (document: object, asked: object = {}) =>
  frameLabel({ ...documentInfo(), isTopFrame: false, ...document }, { ...opened(), ...asked })

test.each([
  ['https://widgets.example:8080/orders?x=1', 'widgets.example:8080/orders'],
  ['about:srcdoc', 'srcdoc'],
  ['about:blank', 'about:blank'],
  ['blob:https://app.example/6f3c-11', 'blob:app.example'],
  ['blob:null/6f3c-11', 'blob:'],
  ['data:text/html;charset=utf-8,<p>hi', 'data:text/html;charset=utf-8'],
  [`data:text/html${';a=b'.repeat(20)},x`, `data:text/html${';a=b'.repeat(20)}`.slice(0, 40)],
  ['data:no-comma', 'data:no-comma'],
  ['no url', 'no url'],
])('%s is called %s', (url, expected) => expect(label({ url }).label).toBe(expected))

test('a name goes before the URL', () => {
  expect(label({ frameName: 'chat', url: 'about:blank' })).toMatchObject({ label: 'chat', name: 'chat' })
})

test.each([
  ['https://a.example/', true],
  ['about:srcdoc', true],
  ['about:blank', true],
  ['blob:https://a.example/1', true],
  ['blob:null/1', false],
  ['data:text/html,x', false],
  ['file:///a.html', false],
])('%s with an opaque origin is sandboxed: %s', (url, isSandboxed) =>
  expect(label({ url, origin: 'null' }).isSandboxed).toBe(isSandboxed),
)

test('a frame with its origin is not sandboxed', () =>
  expect(label({ url: 'https://a.example/', origin: 'https://a.example' }).isSandboxed).toBe(false))

test('what only DevTools saw is in no frame, unless it is the page’s own', () => {
  const worker = { url: 'https://a.example/js/worker.js' }
  expect(label(worker, { observer: 'devtools' })).toMatchObject({
    place: 'elsewhere',
    label: 'a.example/js/worker.js',
  })
  expect(label({ ...worker, isTopFrame: true }, { observer: 'devtools' }).place).toBe('top')
  expect(label(worker).place).toBe('frame')
})
