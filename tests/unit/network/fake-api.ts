import type { BodyText } from '../../../lib/network/entry'
import type { NetworkItem } from '../../../lib/network/ledger'
import type { NetworkApi } from '../../../lib/network/network'

export interface FakeEntry {
  startedAt?: number
  url?: string
  method?: string
  type?: string
  resourceType?: string
  pageref?: string
  status?: number
  error?: string
  initiator?: string
  time?: number
  headers?: [string, string][]
  postData?: string
  redirectUrl?: string
  fromServiceWorker?: boolean
  text?: string
  events?: FakeEvent[]
}

export type FakeEvent = [at: number, type: string, id: string, data: string]

/** A HAR entry as Chrome's network API gives it; without `resourceType` as Firefox's does. */
export const harEntry = (entry: FakeEntry = {}) => ({
  startedDateTime: new Date(entry.startedAt ?? 1_000).toISOString(),
  time: entry.time ?? 10,
  ...(entry.resourceType && { _resourceType: entry.resourceType }),
  ...(entry.pageref && { pageref: entry.pageref }),
  ...(entry.initiator && { _initiator: { stack: { callFrames: [{ url: entry.initiator }] } } }),
  request: {
    method: entry.method ?? 'GET',
    url: entry.url ?? 'https://page.test/feed',
    headers: (entry.headers ?? []).map(([name, value]) => ({ name, value })),
    ...(entry.postData !== undefined && { postData: { mimeType: 'text/plain', text: entry.postData } }),
  },
  response: {
    status: entry.status ?? 200,
    httpVersion: 'h2',
    statusText: 'OK',
    headers: [{ name: 'Content-Type', value: entry.type ?? 'text/event-stream' }],
    redirectURL: entry.redirectUrl ?? '',
    content: {
      size: 0,
      mimeType: 'text/event-stream',
      ...(entry.text !== undefined && { text: entry.text }),
    },
    _error: entry.error ?? null,
    _fetchedViaServiceWorker: entry.fromServiceWorker ?? false,
  },
  timings: { receive: 0 },
  ...(entry.events && {
    _eventSourceMessages: entry.events.map(([at, eventName, eventId, data]) => {
      return { time: at / 1000, eventName, eventId, data }
    }),
  }),
})

/** DevTools' network API by hand, and the clock with it. */
export const createFakeApi = () => {
  let entries: FakeEntry[] = []
  let finished: (item: NetworkItem) => void = () => {}
  let time = 1_000
  let lists = 0
  const timers = new Map<() => void, number>()
  const item = (entry: FakeEntry, body: string | null): NetworkItem => ({
    entry: harEntry(entry),
    readBody: async (): Promise<BodyText | null> =>
      body === null ? null : { text: body, encoding: '', size: null },
  })
  const api: NetworkApi = {
    list: async () => {
      lists++
      return entries.map(entry => item(entry, null))
    },
    onFinished: handler => {
      finished = handler
      return () => {
        finished = () => {}
      }
    },
    ownScripts: 'chrome-extension://streamtap/',
  }
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve()
  }
  return {
    api,
    now: () => time,
    schedule: (callback: () => void, delay: number) => {
      const run = () => callback()
      timers.set(run, time + delay)
      return () => timers.delete(run)
    },
    /** What DevTools lists from now on. */
    list: (...listed: FakeEntry[]) => {
      entries = listed
    },
    finish: (entry: FakeEntry, body: string | null) => finished(item(entry, body)),
    /** Lets time pass, with all timers that are due in it. */
    pass: async (duration: number) => {
      const end = time + duration
      for (;;) {
        const due = [...timers].filter(([, at]) => at <= end).sort((a, b) => a[1] - b[1])[0]
        if (!due) break
        timers.delete(due[0])
        time = Math.max(time, due[1])
        due[0]()
        await settle()
      }
      time = end
      await settle()
    },
    get lists() {
      return lists
    },
    get timers() {
      return timers.size
    },
  }
}
