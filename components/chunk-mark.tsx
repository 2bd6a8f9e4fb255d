import type { ChunkLabel } from '../lib/state/shown'
import { usePanel } from './panel-context'

interface ChunkMarkProps {
  chunk: ChunkLabel
  /** Further chunks that begin in the same row. */
  more: number
}

/** Stands where a chunk begins. */
export const ChunkMark = ({ chunk, more }: ChunkMarkProps) => {
  const { t, bytes, duration } = usePanel().i18n
  const since = duration(chunk.since)
  const values = { chunk: chunk.index + 1, bytes: bytes(chunk.size), since }
  const hints = [t('raw.chunk.hint', values)]
  if (chunk.gap !== null) hints.push(t('raw.chunk.gap', { gap: duration(chunk.gap) }))
  if (chunk.isLate) hints.push(t('chunk.late'))
  if (chunk.isRebuilt) hints.push(t('chunk.rebuilt'))
  return (
    <span class={`chunk-mark${chunk.isRebuilt ? ' rebuilt' : ''}`} title={hints.join(' ')}>
      {t(chunk.isLate ? 'raw.chunk.late' : 'raw.chunk.mark', values)}
      {more > 0 && <span class="chunk-more">{t('raw.chunk.more', { count: more })}</span>}
    </span>
  )
}
