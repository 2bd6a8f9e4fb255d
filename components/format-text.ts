import type { FormatDecision, Translator } from '../lib/state/shown'

export const formatName = ({ t }: Translator, { format }: FormatDecision): string =>
  t(`format.${format ?? 'none'}`)

/** What settled a format, in a few words. */
export const formatReason = ({ t }: Translator, { by }: FormatDecision): string =>
  t(`parse.by.${by ?? 'nothing'}`)
