import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readBlock } from '../../../lib/event-stream/read-block'
import { singleData, singleId } from '../../../lib/views/single-data'

const encoder = new TextEncoder()

const lines = fc.array(
  fc.constantFrom(
    'data: a',
    'data:b',
    'data:  c',
    'data',
    'data:',
    'database: x',
    ': data',
    'id: 1',
    'id',
    'id:2',
    'idle: x',
    'id: \0',
    'event: data',
    'é',
  ),
  { minLength: 1, maxLength: 4 },
)

test('what is looked up is what reading the block gives', () => {
  let lookedUp = 0
  fc.assert(
    fc.property(lines, fc.constantFrom('\n', '\r\n', '\r'), (parts, end) => {
      const source = `${parts.join(end)}${end}${end}`
      const block = readBlock(encoder.encode(source), 1)
      const [data, id] = [singleData(source), singleId(source)]
      if (data !== null) expect(data).toBe(block.data)
      if (id !== null) expect(id).toBe(block.id)
      if (data !== null || id !== null) lookedUp++
    }),
    { numRuns: 1000 },
  )
  expect(lookedUp).toBeGreaterThan(30)
})

test('the usual event is looked up', () => {
  expect(singleData('id: 1\nevent: x\ndata: {"a":1}\n\n')).toBe('{"a":1}')
})
