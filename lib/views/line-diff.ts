/** Lines taken away or put in. */
export interface LineChange {
  kind: 'removed' | 'added'
  text: string
}

const MOST = 200

/** What stands between the lines that two texts begin and end with alike. */
export const lineChanges = (before: string, after: string) => {
  const [old, now] = [before.split('\n'), after.split('\n')]
  const shortest = Math.min(old.length, now.length)
  let head = 0
  while (head < shortest && old[head] === now[head]) head++
  let tail = 0
  while (tail < shortest - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++
  const removed = old.slice(head, old.length - tail)
  const added = now.slice(head, now.length - tail)
  const changes: LineChange[] = [
    ...removed.slice(0, MOST).map((text): LineChange => ({ kind: 'removed', text })),
    ...added.slice(0, MOST).map((text): LineChange => ({ kind: 'added', text })),
  ]
  return { changes, isCut: removed.length > MOST || added.length > MOST }
}
