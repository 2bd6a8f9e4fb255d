import { getOwnPropertyDescriptor, getPrototypeOf } from './natives'

/**
 * The value of a data property, own or inherited. An accessor is left alone: the page could tell that it ran twice.
 * (A page can still tell by the traps of a Proxy; nothing tells a Proxy from what it stands for.)
 */
export const peek = (owner: object, key: PropertyKey): unknown => {
  for (let holder: object | null = owner; holder; holder = getPrototypeOf(holder)) {
    const descriptor = getOwnPropertyDescriptor(holder, key)
    if (descriptor) return descriptor.value
  }
  return undefined
}
