import { useState } from 'preact/hooks'
import { usePanel } from './panel-context'

interface FoldedTextProps {
  text: string
  /** Characters shown before more are asked for. */
  fold?: number
}

const GROWTH = 8

/** Text of any length, a part at a time: laying out megabytes at once would freeze the panel. */
export const FoldedText = ({ text, fold = 20_000 }: FoldedTextProps) => {
  const { i18n } = usePanel()
  const [limit, setLimit] = useState(fold)
  const rest = text.length - limit
  return (
    <>
      <pre class="text" dir="auto">
        {rest > 0 ? text.slice(0, limit) : text}
      </pre>
      {rest > 0 && (
        <button type="button" class="button" onClick={() => setLimit(limit * GROWTH)}>
          {i18n.t('text.more', { count: rest })}
        </button>
      )}
    </>
  )
}
