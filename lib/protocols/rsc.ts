import { at, jsonText, textAt } from './json'
import type { Protocol } from './types'

const NAMES: ReadonlyMap<string, string> = new Map([
  ['I', 'module (I)'],
  ['H', 'hint (H)'],
  ['T', 'text (T)'],
  ['E', 'error (E)'],
])

/** React Server Components' rows, by tag. Their format is React's own business and changes with it. */
export const rsc: Protocol = {
  id: 'rsc',
  matches: ({ format }) => (format === 'rsc' ? 'sure' : 'none'),
  create: message => event => {
    const { type, json, data, id } = event
    if (type === 'E')
      return message.error(textAt(json, 'message') || jsonText(json) || data, textAt(json, 'digest'))
    const name = NAMES.get(type) ?? type
    message.part(`rows/${name}`, 'data', { name }).item()
    if (id === '0') message.fact('id', at(json, 'b'))
  },
}
