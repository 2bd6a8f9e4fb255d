import { getOwnPropertyDescriptor, getterOf } from './natives'

const nameOf = getterOf(DOMException.prototype, 'name')
const messageOf = getterOf(DOMException.prototype, 'message')

/**
 * `name: message` of what a promise was rejected with. A page may reject with anything, so nothing of the page is run:
 * a DOMException is read by the browser's getters, an Error by its own message; of anything else only the type is told.
 */
export const describeError = (reason: unknown): string => {
  if (typeof reason === 'string') return reason
  if (typeof reason !== 'object' || reason === null) return typeof reason
  try {
    return `${nameOf(reason as DOMException)}: ${messageOf(reason as DOMException)}`
  } catch {
    const message: unknown = getOwnPropertyDescriptor(reason, 'message')?.value
    return typeof message === 'string' ? message : 'object'
  }
}
