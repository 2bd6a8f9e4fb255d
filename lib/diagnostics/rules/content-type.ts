import type { Stream } from '../../session/types'
import { isTrpc, mediaType, responseHeader } from '../headers'
import { firstEvents } from '../tail'
import type { Finding, Rule } from '../types'

/** Formats of these are never labelled with a type of their own. */
const UNLABELLED = ['ai-data-stream', 'json-array', 'plain-text']

const WATCH = /^\{\s*"type"\s*:\s*"(?:ADDED|MODIFIED|DELETED|BOOKMARK|ERROR)"\s*,\s*"object"\s*:\s*\{/

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
  if (isTrpc(stream) || isWatch(stream)) return []
  return [
    {
      code: 'wrong-content-type',
      severity: 'info',
      args: { type: mediaType(stream) || '?', format },
      evidence: [{ kind: 'response-header', name: 'content-type' }],
    },
  ]
}

/** Kubernetes labels its watches as JSON, by its documentation. */
const isWatch = (stream: Stream): boolean =>
  stream.format === 'json-lines' && firstEvents(stream, 1).some(({ data }) => WATCH.test(data))

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
