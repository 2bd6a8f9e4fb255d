import { isDone, spoken } from './evidence'
import type { Opening, Protocol } from './types'

/** Text that comes piece by piece, without any form of its own. */
export const textStream: Protocol = {
  id: 'text',
  matches(opening) {
    if (opening.format === 'plain-text') return 'likely'
    return isText(opening) ? 'possible' : 'none'
  },
  create: message => event => {
    if (isDone(event)) return message.end()
    if (event.type === 'error') return message.error(event.data)
    const text = typeof event.json === 'string' ? event.json : event.data
    const label = event.type === 'message' ? '' : event.type
    message.part(`text/${label}`, 'text', { label, inferred: true }).append(text)
  },
}

/** Nothing but text, or texts as JSON writes them. */
function isText(opening: Opening): boolean {
  const said = spoken(opening)
  return said.length > 0 && said.every(({ json }) => typeof json !== 'object' || json === null)
}
