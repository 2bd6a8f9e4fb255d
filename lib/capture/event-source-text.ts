import { indexOf, sliceText } from './natives'

/**
 * [spec] HTML 9.2.6 read backwards: an event as a block that an event stream parser makes the same event of. `id` is
 * null where the last event ID has not changed. None of the values can hold a line end: it would have ended its line.
 */
export const writeEvent = (type: string, data: string, id: string | null): string => {
  const typeLine = type === 'message' ? '' : `event: ${type}\n`
  return `${typeLine}${writeId(id)}${writeData(data)}\n`
}

const writeId = (id: string | null): string => {
  if (id === null) return ''
  return id === '' ? 'id\n' : `id: ${id}\n`
}

const writeData = (data: string): string => {
  let lines = ''
  let from = 0
  for (let end = indexOf(data, '\n'); end >= 0; end = indexOf(data, '\n', from)) {
    lines += `data: ${sliceText(data, from, end)}\n`
    from = end + 1
  }
  return `${lines}data: ${from === 0 ? data : sliceText(data, from)}\n`
}
