import type { Parser, ParserHandlers } from '../event-stream/types'
import { isJson } from './json-check'
import { createLinesParser } from './lines-parser'

/** Parses JSON Lines (jsonlines.org) and NDJSON. */
export function createJsonLinesParser(handlers: ParserHandlers): Parser {
  return createLinesParser(handlers, {
    typeOf: () => '',
    problemOf: line => (isJson(line) ? null : 'invalid-json'),
  })
}
