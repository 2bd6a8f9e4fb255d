import { browser } from 'wxt/browser'
import type { NetworkItem } from './ledger'
import type { NetworkApi } from './network'
import { readBody } from './read-entry'

/** `browser.devtools.network`. */
export const createDevtoolsApi = (): NetworkApi => ({
  list: async () => {
    const [log] = await answerOf(callback => browser.devtools.network.getHAR(callback))
    const entries: unknown = isEntries(log) ? log.entries : []
    return Array.isArray(entries) ? entries.map(itemOf) : []
  },
  onFinished: handler => {
    const listener = (request: unknown) => handler(itemOf(request))
    browser.devtools.network.onRequestFinished.addListener(listener)
    return () => browser.devtools.network.onRequestFinished.removeListener(listener)
  },
  ownScripts: browser.runtime.getURL('/'),
})

/** Chrome gives bodies to callbacks alone, Firefox to promises and, it seems, to callbacks: whichever comes first. */
const answerOf = (call: (callback: (...values: unknown[]) => void) => unknown): Promise<readonly unknown[]> =>
  new Promise((resolve, reject) => {
    const returned = call((...values) => {
      // A page that has gone has no bodies any more; Firefox calls an error that nobody looks at a fault of the panel.
      if (browser.runtime.lastError) reject(new Error(browser.runtime.lastError.message))
      else resolve(values)
    })
    if (returned instanceof Promise)
      returned.then(value => resolve(Array.isArray(value) ? value : [value]), reject)
  })

const isEntries = (value: unknown): value is { entries: unknown } =>
  typeof value === 'object' && value !== null && 'entries' in value

/** Entries of the list have this, and finished requests. */
interface Readable {
  getContent(callback: (...values: unknown[]) => void): unknown
}

const isReadable = (value: unknown): value is Readable =>
  typeof value === 'object' &&
  value !== null &&
  'getContent' in value &&
  typeof value.getContent === 'function'

const contentOf = (entry: unknown): { encoding?: unknown; size?: unknown } => {
  const { response } = Object(entry)
  return Object(Object(response).content)
}

const itemOf = (entry: unknown): NetworkItem => ({
  entry,
  readBody: async () => {
    if (!isReadable(entry)) return null
    const [text, told] = await answerOf(callback => entry.getContent(callback))
    const { encoding, size } = contentOf(entry)
    // Chrome tells the encoding here; Firefox the content type, and the encoding in the entry.
    return readBody({ text, encoding: told === 'base64' ? told : encoding, size })
  },
})
