import type { ByteOffset } from '../wire/units'
import { float64Column, uint32Column } from './pages'

/**
 * The order in which the bytes of all streams came: up to `end`, they were stream `number`'s. Runs of one stream
 * in a row are one entry; 12 bytes each.
 */
export interface Arrivals {
  push(number: number, end: ByteOffset): void
  oldest(): { number: number; end: ByteOffset } | null
  removeOldest(): void
  clear(): void
}

const SMALLEST = 16
const LEAST_SPARED = 1024

export function createArrivals(): Arrivals {
  let first = 0
  let length = 0
  let numbers = uint32Column(0)
  let ends = float64Column(0)

  function grow(): void {
    const capacity = Math.max(SMALLEST, length * 2)
    numbers = uint32Column(capacity, numbers)
    ends = float64Column(capacity, ends)
  }

  function compact(): void {
    numbers.copyWithin(0, first, length)
    ends.copyWithin(0, first, length)
    length -= first
    first = 0
  }

  return {
    push(number, end) {
      if (length > first && numbers[length - 1] === number) {
        ends[length - 1] = end
        return
      }
      if (length === numbers.length) grow()
      numbers[length] = number
      ends[length] = end
      length++
    },
    oldest: () => (first < length ? { number: numbers[first] ?? 0, end: ends[first] ?? 0 } : null),
    removeOldest() {
      if (first < length) first++
      if (first > LEAST_SPARED && first > length / 2) compact()
    },
    clear() {
      first = 0
      length = 0
    },
  }
}
