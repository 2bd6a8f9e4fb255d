import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createFollower } from '../../../lib/network/follow'
import { createLedger } from '../../../lib/network/ledger'
import { createPauses } from '../../../lib/network/pauses'
import { readBody, readEntry, readListed } from '../../../lib/network/read-entry'
import { isRecord } from '../../../lib/wire/guards'
import { harEntry } from './fake-api'

test('values of any shape are an entry or refused, never a fault', () => {
  fc.assert(fc.property(fc.anything(), value => void readEntry(value)))
  fc.assert(
    fc.property(fc.object({ key: fc.constantFrom(...KEYS), maxDepth: 4 }), value => {
      readEntry({ ...harEntry(), ...value })
      readEntry({ ...harEntry(), response: value, request: { ...harEntry().request, ...value } })
    }),
  )
})
const KEYS = [
  'url',
  'headers',
  'postData',
  'text',
  'content',
  'status',
  '_error',
  'stack',
  'callFrames',
  'time',
]

test('an entry without an address or a time is none', () => {
  expect(readEntry({ ...harEntry(), request: {} })).toBeNull()
  expect(readEntry({ ...harEntry(), startedDateTime: 'soon' })).toBeNull()
  expect(readEntry({ ...harEntry(), request: { url: 'x'.repeat(100_000) } })).toBeNull()
})

test('lists and texts are cut at the limits of the wire, so that every record fits', () => {
  const headers = Array.from({ length: 5_000 }, () => ({ name: 'n', value: 'v'.repeat(100_000) }))
  const entry = {
    ...harEntry({ resourceType: 'fetch', initiator: 'https://page.test/w.js' }),
    request: {
      method: 'POST',
      url: 'https://page.test/',
      headers,
      postData: { text: 'p'.repeat(1_000_000) },
    },
  }
  const ledger = createLedger()
  const request = ledger.finish({ entry, readBody: async () => null }, 0)
  if (!request) throw new Error('The entry was refused.')
  const records = createFollower(request, 1, createPauses()).read(0)
  expect(records.map(({ kind }) => kind)).toEqual(['stream-opened', 'response-received', 'stream-closed'])
  expect(records.every(isRecord)).toBe(true)
})

test('a listed event without time, type or data is none', () => {
  expect(readListed({ time: 1.5, eventName: 'a', eventId: '', data: 'b' })).toEqual({
    ...{ at: 1_500, type: 'a', data: 'b', id: '' },
  })
  expect(readListed({ time: Number.NaN, eventName: 'a', data: 'b' })).toBeNull()
  expect(readListed({ time: 1, eventName: 'a', data: 7 })).toBeNull()
  expect(readListed(null)).toBeNull()
})

test('a body beyond all measure is not taken over', () => {
  expect(readBody({ text: 'x'.repeat(64 * 1024 * 1024 + 1) })).toBeNull()
  expect(readBody({})).toBeNull()
})
