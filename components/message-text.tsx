import { useMemo } from 'preact/hooks'
import { type PartView, parseMarkdown } from '../lib/state/shown'
import { FoldedText } from './folded-text'
import { Markdown } from './markdown'
import { usePanel } from './panel-context'

/** Text as written or as Markdown. Where one looks back, what the event brought is marked, and so it is shown as written. */
export const MessageText = ({ part }: { part: PartView }) => {
  const { message, i18n } = usePanel()
  const block = message.scrubber.position.value
  const asMarkdown = message.mode.value === 'markdown'
  const nodes = useMemo(() => (asMarkdown ? parseMarkdown(part.text) : null), [part.text, asMarkdown])
  const isFresh = block !== null && part.lastBlock === block && part.fresh < part.text.length
  if (isFresh && part.text.length - part.fresh < 5000) return <Fresh part={part} />
  if (nodes) return <Markdown nodes={nodes} />
  return (
    <>
      <FoldedText text={part.text} />
      {asMarkdown && <p class="note">{i18n.t('message.plain')}</p>}
    </>
  )
}

/** Characters of the text shown before what is marked. */
const BEFORE = 20_000

const Fresh = ({ part: { text, fresh } }: { part: PartView }) => (
  <pre class="text" dir="auto">
    {fresh > BEFORE ? `…${text.slice(fresh - BEFORE, fresh)}` : text.slice(0, fresh)}
    <mark class="part-fresh">{text.slice(fresh)}</mark>
  </pre>
)
