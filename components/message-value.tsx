import { useMemo } from 'preact/hooks'
import { parseJson } from '../lib/state/shown'
import { FoldedText } from './folded-text'
import { JsonTree } from './json-tree'
import { usePanel } from './panel-context'

interface MessageValueProps {
  text: string
  label: string
  /** More may come: it is JSON only as a whole. */
  growing?: boolean
}

/** A value that the stream made: a tree where it is JSON and whole, else, or where text is shown plain, as it came. */
export const MessageValue = ({ text, label, growing = false }: MessageValueProps) => {
  const isPlain = usePanel().message.mode.value === 'text'
  const root = useMemo(() => (growing && !/[}\]]\s*$/.test(text) ? null : parseJson(text)), [text, growing])
  if (root && !isPlain) return <JsonTree text={text} root={root} label={label} />
  return <FoldedText text={text} />
}
