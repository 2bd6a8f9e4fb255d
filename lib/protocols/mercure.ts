import { all, header, spoken } from './evidence'
import { jsonStream } from './json-stream'
import type { Protocol } from './types'

const UUID = /^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A Mercure hub's updates, told by the IDs that hubs give; what they carry is the publisher's. https://mercure.rocks/spec */
export const mercure: Protocol = {
  id: 'mercure',
  guesses: true,
  matches(opening) {
    if (/rel="?mercure"?/.test(header(opening.responseHeaders, 'link'))) return 'sure'
    return all(spoken(opening), ({ id }) => id !== null && UUID.test(id)) ? 'likely' : 'none'
  },
  create: jsonStream.create,
}
