/** The parts of AI SDK data streams (versions 3.3 to 4), by the code that begins their line. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['0', 'text'],
  ['1', 'function-call'],
  ['2', 'data'],
  ['3', 'error'],
  ['4', 'assistant-message'],
  ['5', 'assistant-control-data'],
  ['6', 'data-message'],
  ['7', 'tool-calls'],
  ['8', 'message-annotations'],
  ['9', 'tool-call'],
  ['a', 'tool-result'],
  ['b', 'tool-call-streaming-start'],
  ['c', 'tool-call-delta'],
  ['d', 'finish-message'],
  ['e', 'finish-step'],
  ['f', 'start-step'],
  ['g', 'reasoning'],
  ['h', 'source'],
  ['i', 'redacted-reasoning'],
  ['j', 'reasoning-signature'],
  ['k', 'file'],
])

const COLON = ':'

/** The name of a line's part; null where no known code and colon begin it. */
export function partName(line: string): string | null {
  return line[1] === COLON ? (NAMES.get(line[0] ?? '') ?? null) : null
}

/** What follows code and colon. */
export const partValue = (line: string): string => line.slice(2)

/** How the value of each part that may come first in a stream begins. */
const FIRST =
  /^(?:[03g]:"|[28]:\[|f:\{"messageId":|[9ab]:\{"toolCallId":|4:\{"id":|5:\{"threadId":|h:\{"sourceType":)/

/** Whether a line is a part as a stream may begin with. */
export const isFirstPart = (line: string): boolean => FIRST.test(line)
