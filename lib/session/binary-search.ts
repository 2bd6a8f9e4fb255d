/** The last index below `length` whose key is at most `wanted`, keys ascending; -1 where there is none. */
export function lastAtMost(length: number, key: (index: number) => number, wanted: number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (key(middle) <= wanted) low = middle + 1
    else high = middle
  }
  return low - 1
}
