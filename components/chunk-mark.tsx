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
  const values = { chunk: chunk.index + 1, bytes: bytes(chunk.size), since: duration(chunk.since) }
  const gap = chunk.gap === null ? '' : ` ${t('raw.chunk.gap', { gap: duration(chunk.gap) })}`
  return (
    <span class="chunk-mark" title={t('raw.chunk.hint', values) + gap}>
      {t('raw.chunk.mark', values)}
      {more > 0 && <span class="chunk-more">{t('raw.chunk.more', { count: more })}</span>}
    </span>
  )
}
