import type { DropTotal, Translator } from '../lib/state/shown'

/** What limits and faults cost a stream, in one sentence a reason; '' where nothing was lost. */
export const dropsText = ({ t, bytes }: Translator, drops: readonly DropTotal[]): string =>
  drops
    .map(drop =>
      t('drops.sentence', {
        bytes: bytes(drop.bytes),
        count: drop.chunks,
        reason: t(`drops.${drop.reason}`),
      }),
    )
    .join(' ')
