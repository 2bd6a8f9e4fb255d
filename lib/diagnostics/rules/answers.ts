import type { Stream } from '../../session/types'
import { gotSomethingElse } from '../asked'
import { mediaType } from '../headers'
import type { Finding, Rule, Severity } from '../types'

/** Of these the way a client asks is at fault, and they are how some protocols say "not here". */
const ORDINARY: readonly number[] = [404, 405, 406, 409, 410]

/** The answer is none, or something else than what was asked for. */
export const answers: Rule = {
  codes: ['not-a-stream', 'refused', 'event-source-refused'],
  watch: stream => ({
    findings: () => [...refusal(stream), ...somethingElse(stream)],
  }),
}

const refusal = (stream: Stream): Finding[] => {
  const status = stream.response?.status ?? 0
  const type = mediaType(stream)
  if (stream.opened.source === 'event-source') return eventSourceRefusal(stream, status, type)
  if (status < 400) return []
  const severity: Severity = ORDINARY.includes(status) ? 'info' : 'warning'
  return [
    { code: 'refused', severity, args: { status: String(status), type }, evidence: [{ kind: 'request' }] },
  ]
}

const eventSourceRefusal = (stream: Stream, status: number, type: string): Finding[] => {
  // [spec] 204 is how a server tells an `EventSource` to stop.
  if (stream.state !== 'refused' || status === 204) return []
  const isKnown = status !== 0
  return [
    {
      code: 'event-source-refused',
      severity: isKnown ? 'error' : 'info',
      args: { status: isKnown ? String(status) : '?', type: type || '?' },
      evidence: isKnown ? [{ kind: 'response-header', name: 'content-type' }] : [{ kind: 'end' }],
    },
  ]
}

/** 200 with JSON or a page where a stream was asked for, and this was not. */
const somethingElse = (stream: Stream): Finding[] => {
  const { response, opened } = stream
  if (opened.source === 'event-source' || response === null) return []
  if (response.status >= 300 || response.status === 204 || !gotSomethingElse(stream)) return []
  return [
    {
      code: 'not-a-stream',
      severity: 'error',
      args: { status: String(response.status), type: mediaType(stream) },
      evidence: [{ kind: 'response-header', name: 'content-type' }],
    },
  ]
}
