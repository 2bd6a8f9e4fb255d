import type { Stream } from '../../session/types'
import { mediaType, responseHeader } from '../headers'
import type { Finding, Rule } from '../types'

/** Formats of these are never labelled with a type of their own. */
const UNLABELLED = ['ai-data-stream', 'json-array', 'plain-text']

/** What the answer's head says of the body, against what the body is. */
export const contentType: Rule = {
  codes: ['wrong-content-type', 'cacheable'],
  watch: stream => ({
    findings: () => [...wrongType(stream), ...cacheable(stream)],
  }),
}

const wrongType = (stream: Stream): Finding[] => {
  const { format, formatChosenBy, eventCount, response } = stream
  if (formatChosenBy !== 'look' || format === null || UNLABELLED.includes(format)) return []
  if (response === null || response.responseType === 'opaque' || eventCount === 0) return []
  return [
    {
      code: 'wrong-content-type',
      severity: 'info',
      args: { type: mediaType(stream) || '?', format },
      evidence: [{ kind: 'response-header', name: 'content-type' }],
    },
  ]
}

const cacheable = (stream: Stream): Finding[] => {
  const value = responseHeader(stream, 'cache-control') ?? ''
  if (stream.opened.method !== 'GET' || stream.format === null) return []
  if (!/\b(?:public|immutable|s-maxage=[1-9]|max-age=[1-9])/i.test(value)) return []
  if (/\bno-(?:cache|store)\b/i.test(value)) return []
  return [
    {
      code: 'cacheable',
      severity: 'info',
      args: { header: value.slice(0, 80) },
      evidence: [{ kind: 'response-header', name: 'cache-control' }],
    },
  ]
}
