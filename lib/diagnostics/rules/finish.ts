import { hasEnded } from '../sight'
import { lastEvents } from '../tail'
import type { Finding, Rule } from '../types'

const LOOKED_AT = 12
/** OpenAI and its likes, Ollama; Anthropic; Gemini; OpenAI Responses. */
const LIMITED = [
  /"(?:finish_reason|done_reason|finishReason)"\s*:\s*"(length)"/,
  /"stop_reason"\s*:\s*"(max_tokens)"/,
  /"finishReason"\s*:\s*"(MAX_TOKENS)"/,
  /"type"\s*:\s*"response\.incomplete"[\s\S]*"reason"\s*:\s*"(max_output_tokens)"/,
]

/** The model stopped at its limit and not at its end. */
export const finish: Rule = {
  codes: ['finish-length'],
  watch: stream => {
    let known: readonly Finding[] | null = null
    return {
      findings() {
        if (!hasEnded(stream) || stream.format === null || stream.format === 'plain-text') return []
        known ??= lastEvents(stream, LOOKED_AT)
          .flatMap(({ data, index }) => limitIn(data, index))
          .slice(0, 1)
        return known
      },
    }
  },
}

const limitIn = (data: string, index: number): Finding[] => {
  if (!data.startsWith('{')) return []
  const reason = LIMITED.map(pattern => pattern.exec(data)?.[1]).find(found => found !== undefined)
  if (reason === undefined) return []
  return [
    { code: 'finish-length', severity: 'warning', args: { reason }, evidence: [{ kind: 'event', index }] },
  ]
}
