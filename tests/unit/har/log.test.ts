import { expect, test } from 'vitest'
import { writeHar } from '../../../lib/har/write'
import { recordedStream, START } from './recorded-stream'

const options = { creatorVersion: '1.2.3', redact: true }

test('the log has what importers insist on and names its writer', () => {
  const { entries, ...log } = writeHar([recordedStream()], options).log
  expect(entries).toHaveLength(1)
  expect(log).toEqual({
    version: '1.2',
    creator: { name: 'Streamtap', version: '1.2.3' },
    pages: [],
    _streamtap: { version: 2, generator: 'Streamtap 1.2.3', redacted: true },
  })
})

test('a comment is kept', () => {
  expect(writeHar([], { ...options, comment: 'As seen on Friday' }).log.comment).toBe('As seen on Friday')
})

test('entries come oldest first and keep their row numbers', () => {
  const late = recordedStream({ number: 1, opened: { at: START + 5 } })
  const early = recordedStream({ number: 2, opened: { at: START } })
  const { entries } = writeHar([late, early], options).log
  expect(entries.map(({ _streamtap }) => _streamtap.number)).toEqual([2, 1])
})
