import { expect, test } from 'vitest'
import { fileName } from '../../../lib/har/file-name'
import { type Recorded, recordedStream, START } from './recorded-stream'

const name = (recorded: Recorded) => fileName([recordedStream(recorded), recordedStream()], START)

test.each([
  ['https://app.example/chat', 'streamtap-app.example-20261121T042600Z.har'],
  ['http://localhost:5173/', 'streamtap-localhost-5173-20261121T042600Z.har'],
  ['http://[::1]:8080/', 'streamtap-1-8080-20261121T042600Z.har'],
  ['https://bücher.example/', 'streamtap-xn--bcher-kva.example-20261121T042600Z.har'],
  ['about:srcdoc', 'streamtap-api.example-20261121T042600Z.har'],
])('a document at %s gives %s', (url, expected) => expect(name({ document: { url } })).toBe(expected))

test('without any host the time is enough', () => {
  const nowhere = { document: { url: 'file:///tmp/a.html' }, opened: { url: 'data:text/event-stream,' } }
  expect(name(nowhere)).toBe('streamtap-20261121T042600Z.har')
  expect(fileName([], START)).toBe('streamtap-20261121T042600Z.har')
})

test('a long host is cut', () => {
  expect(name({ document: { url: `https://${'a.'.repeat(100)}example/` } }).length).toBeLessThan(100)
})
