import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readEvents, type StreamEvent, writeEvent } from '../../../lib/network/events'
import { fill } from '../../../lib/network/fill'
import { createPauses } from '../../../lib/network/pauses'
import { readEntry } from '../../../lib/network/read-entry'
import { LOOKED_AT_AGAIN, NOTHING_SETTLED } from '../../../lib/network/settled'
import { createSession } from '../../../lib/session/session'
import { type FakeEvent, harEntry } from './fake-api'

interface Sent extends StreamEvent {
  at: number
  /** Whether the page listens for it, and when it hears it. */
  heardAt: number | null
}

const STEP = 400
const COUNT = 2_000

/** Events of a stream, many alike, of which the page hears the `message` and `tick` ones. */
const sent = fc
  .array(
    fc.record({
      type: fc.constantFrom('message', 'message', 'tick', 'unheard'),
      data: fc.constantFrom('a', 'b\nb', '\uFEFFc', 'ß'),
      setsId: fc.boolean(),
      gap: fc.integer({ min: 1, max: 20 }),
      delay: fc.integer({ min: 0, max: 5 }),
    }),
    { minLength: COUNT, maxLength: COUNT },
  )
  .map(drawn => {
    let at = 1_000
    let id = ''
    return drawn.map(({ type, data, setsId, gap, delay }, index): Sent => {
      at += gap
      if (setsId) id = `${index}`
      return { type, data, id, at, heardAt: type === 'unheard' ? null : at + delay }
    })
  })

/** A page's `EventSource` in a session, which hears what it is told. */
const startSource = () => {
  const session = createSession()
  const document = { id: 'page', url: 'https://page.test/', openedAt: 0, origin: 'https://page.test' }
  session.openDocument({ ...document, isTopFrame: true, frameName: '' })
  session.append('page', {
    ...{ kind: 'stream-opened', streamId: 1, at: 1_000, source: 'event-source', method: 'GET' },
    ...{ url: 'https://page.test/feed', headers: [], body: { kind: 'none' } },
  })
  let heardId = ''
  const hear = (events: readonly Sent[]) => {
    for (const event of events) {
      if (event.heardAt === null) continue
      const bytes = writeEvent(event, heardId)
      heardId = event.id
      session.append('page', {
        ...{ kind: 'chunks-received', streamId: 1, consumer: 'dispatch' },
        ...{ times: [event.heardAt], sizes: [bytes.length], bytes },
      })
    }
  }
  const stream = session.streams[0]
  if (!stream) throw new Error('no stream was opened')
  return { session, stream, hear }
}

/** A look at a request of which so much is told, behind what is settled or from the start. */
const createLooks = ({ session, stream }: ReturnType<typeof startSource>) => {
  const growth: { end: number; at: number }[] = []
  let settled = NOTHING_SETTLED
  const look = (told: { events?: FakeEvent[]; text?: string }, now: number, from = settled) => {
    const entry = readEntry(harEntry({ startedAt: 1_003, resourceType: 'eventsource', ...told }))
    if (!entry) throw new Error('the entry is refused')
    const request = { entry, body: entry.content, growth, isFinished: false }
    return fill(stream, { ...BLANK, ...request }, from, { pauses: createPauses(), now })
  }
  return {
    take: (...told: Parameters<typeof look>) => {
      const { records, settled: more } = look(...told)
      for (const record of records) session.append('page', record)
      settled = more
    },
    /** What a look at all of it would change. */
    missed: (...[told, now]: Parameters<typeof look>) => look(told, now, NOTHING_SETTLED).records,
    get settled() {
      return settled
    },
  }
}

const BLANK = {
  ...{ firstSeenAt: 1_003, round: 1, readBody: async () => null, isBodyAsked: false, isBodySettled: false },
  ...{ owner: 'page' as const, stream: null, isListed: true, isReleased: false },
}

test('looks behind what is settled come to the same as one at all of the listed events', () => {
  fc.assert(
    fc.property(sent, fc.integer({ min: 0, max: 50 }), (events, lag) => {
      const source = startSource()
      const looks = createLooks(source)
      const listed = events.map(({ at, type, id, data }): FakeEvent => [at, type, id, data])
      for (let count = STEP; count <= COUNT; count += STEP) {
        source.hear(events.slice(Math.max(0, count - STEP - lag), count - lag))
        looks.take({ events: listed.slice(0, count) }, events[count - 1]?.at ?? 0)
      }
      source.hear(events.slice(COUNT - lag))
      const [end, later] = [{ events: listed }, 1_000_000]
      looks.take(end, later)
      expect(looks.missed(end, later)).toEqual([])
      expect(source.stream.eventCount).toBe(COUNT)
      expect(looks.settled.listed).toBeGreaterThan(COUNT / 3)
    }),
    { numRuns: 20, endOnFailure: true },
  )
})

test('looks behind what is settled come to the same as one at all of a body', () => {
  fc.assert(
    fc.property(sent, fc.integer({ min: 0, max: 50 }), (events, lag) => {
      const source = startSource()
      const looks = createLooks(source)
      let id = ''
      const parts = events.map((event, index) => {
        const written = new TextDecoder('utf-8', { ignoreBOM: true }).decode(writeEvent(event, id))
        id = event.id
        return index % 7 === 0 ? `: beat ${index}\n\n\uFEFFdata: no field\n${written}` : written
      })
      const text = parts.join('')
      for (let count = STEP; count <= COUNT; count += STEP) {
        source.hear(events.slice(Math.max(0, count - STEP - lag), count - lag))
        looks.take({ text: parts.slice(0, count).join('').slice(0, -3) }, events[count - 1]?.at ?? 0)
      }
      source.hear(events.slice(COUNT - lag))
      looks.take({ text }, 1_000_000)
      expect(looks.missed({ text }, 1_000_001)).toEqual([])
      const { bytes } = source.stream
      expect(
        new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.slice(0, bytes.length) ?? undefined),
      ).toBe(text)
      expect(looks.settled.bytes).toBeGreaterThan(text.length / 3)
    }),
    { numRuns: 20, endOnFailure: true },
  )
})

test('a look reads no more of a long list than is not settled', () => {
  const source = startSource()
  const looks = createLooks(source)
  const events = Array.from({ length: 5_000 }, (_, index): Sent => {
    const at = 1_000 + index
    return { type: 'message', data: `${index}`, id: '', at, heardAt: at }
  })
  source.hear(events)
  let reads = 0
  const listed = events.map(({ at, type, id, data }): FakeEvent => [at, type, id, data])
  const entry = readEntry(harEntry({ startedAt: 1_003, resourceType: 'eventsource', events: listed }))
  if (!entry) throw new Error('the entry is refused')
  const counted = new Proxy([...entry.listed], {
    get: (target, name, receiver) => {
      if (typeof name === 'string' && /^\d+$/.test(name)) reads++
      return Reflect.get(target, name, receiver)
    },
  })
  looks.take({ events: listed }, 10_000)
  const request = {
    ...BLANK,
    entry: { ...entry, listed: counted },
    body: null,
    growth: [],
    isFinished: false,
  }
  fill(source.stream, request, looks.settled, { pauses: createPauses(), now: 10_000 })
  expect(reads).toBe(LOOKED_AT_AGAIN)
})

test('what follows an event is no start: a U+FEFF there is no byte order mark', () => {
  const bytes = new TextEncoder().encode('\uFEFFdata: a\n\ndata: b\n\n')
  expect(readEvents(bytes, '').map(({ data, end }) => [data, end])).toEqual([
    ['a', 12],
    ['b', 21],
  ])
  expect(readEvents(bytes, '7', true).map(({ data, id, end }) => [data, id, end])).toEqual([['b', '7', 21]])
})
