import { decode } from '../event-stream/text'
import type { Parser, ParserHandlers, ProblemCode } from '../event-stream/types'
import { partName, partValue } from './ai-data-parts'
import { isJsonText } from './json-check'
import { createLinesParser } from './lines-parser'

/** Parses AI SDK data streams: a line is a code, a colon and JSON. */
export function createAiDataParser(handlers: ParserHandlers): Parser {
  return createLinesParser(handlers, {
    typeOf: head => partName(decode(head.subarray(0, 2))) ?? '',
    problemOf,
  })
}

function problemOf(line: Uint8Array): ProblemCode | null {
  const text = decode(line)
  if (partName(text) === null) return 'unknown-part'
  return isJsonText(partValue(text)) ? null : 'invalid-json'
}
