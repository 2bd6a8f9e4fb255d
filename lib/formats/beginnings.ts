import { headText } from '../event-stream/look'

/** How bodies begin that come to look like a format. */
const BEGINNINGS = [
  'data',
  'event',
  'id',
  'retry',
  ':',
  '{',
  '[',
  '--',
  '<turbo-stream',
  '\u001e',
  'AA',
  'gA',
]
/** The code or ID of a line, as AI SDK and React write them. */
const LINE_CODE = /^[0-9a-k]{0,8}(?::|$)/
/** The flags of an envelope. */
const FLAGS: ReadonlySet<number | undefined> = new Set([0x00, 0x02, 0x80])

/** Whether a body that begins so may yet come to look like a format. */
export function mayBegin(head: Uint8Array): boolean {
  const text = headText(head).trimStart()
  if (FLAGS.has(head[0]) || LINE_CODE.test(text)) return true
  return BEGINNINGS.some(beginning => text.startsWith(beginning) || beginning.startsWith(text))
}
