import type { Evidence } from '../diagnostics/types'
import type { Translate } from '../i18n/translator'

/** What a piece of evidence is called; numbers count from one, as in the grids. */
export const evidenceText = (evidence: Evidence, t: Translate): string => {
  switch (evidence.kind) {
    case 'event':
      return t('evidence.event', { number: evidence.index + 1 })
    case 'chunk':
      return t('evidence.chunk', { number: evidence.index + 1 })
    case 'bytes':
      return t('evidence.bytes', { start: evidence.start })
    case 'request-header':
    case 'response-header':
      return t('evidence.header', { name: evidence.name })
    case 'request':
      return t('evidence.request')
    case 'end':
      return t('evidence.end')
    case 'stream':
      return t('evidence.stream', { key: evidence.key.slice(evidence.key.lastIndexOf('/') + 1) })
  }
}
