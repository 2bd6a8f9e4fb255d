import type { Stream } from '../session/types'

/** A text event as it stands at a stream's beginning or end. */
export interface ReadEvent {
  index: number
  type: string
  data: string
}

const READ = 64 * 1024

/** The last events, newest last; those whose bytes are gone are left out. */
export const lastEvents = ({ blocks }: Stream, count: number): ReadEvent[] => {
  const found: ReadEvent[] = []
  for (let index = blocks.length - 1; index >= 0 && found.length < count; index--) {
    if (blocks.kind(index) !== 'event') continue
    const detail = blocks.read(index, READ)
    if (detail !== null) found.unshift({ index, type: blocks.type(index), data: detail.data })
  }
  return found
}

export const firstEvents = ({ blocks }: Stream, count: number): ReadEvent[] => {
  const found: ReadEvent[] = []
  for (let index = 0; index < blocks.length && found.length < count; index++) {
    if (blocks.kind(index) !== 'event') continue
    const detail = blocks.read(index, 4096)
    if (detail !== null) found.push({ index, type: blocks.type(index), data: detail.data })
  }
  return found
}
