import { headText } from '../event-stream/look'
import { decode } from '../event-stream/text'
import type { BlockDetail, Format } from '../event-stream/types'
import { createAiDataParser } from './ai-data-parser'
import { isFirstPart, partName, partValue } from './ai-data-parts'
import { detailOf } from './detail'
import { isJsonText } from './json-check'

/** The data stream of AI SDK up to version 4: lines such as `0:"Hello"`, sent as `text/plain`. */
export const aiDataStream: Format = {
  id: 'ai-data-stream',
  matches: () => false,
  looksLike,
  createParser: createAiDataParser,
  readBlock,
}

/** Every whole line is a part, and the first is one that may come first. */
function looksLike(head: Uint8Array): boolean {
  const lines = headText(head).split('\n').slice(0, -1)
  return lines.length > 0 && isFirstPart(lines[0] ?? '') && lines.every(isPart)
}

const isPart = (line: string): boolean => partName(line) !== null && isJsonText(partValue(line))

function readBlock(bytes: Uint8Array): BlockDetail {
  const line = decode(bytes).replace(/\r?\n?$/, '')
  if (line.trim() === '') return detailOf('', { comments: [line] })
  const type = partName(line)
  return type === null ? detailOf(line) : detailOf(partValue(line), { type })
}
