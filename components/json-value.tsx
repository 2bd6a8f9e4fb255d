import { jsonPreview, showControls, sourceOf, stringOf, type TreeRow } from '../lib/state/shown'
import { FoldedText } from './folded-text'
import { usePanel } from './panel-context'

/** A node's value: as it stands in the source, cut where long. An opened string is shown as the text it means. */
export const JsonValue = ({ text, row }: { text: string; row: TreeRow }) => {
  const { i18n } = usePanel()
  const { node, expanded, expandable, count } = row
  if (count !== null) {
    const key = node.kind === 'array' ? 'json.items' : 'json.members'
    return <span class="json-count">{i18n.t(key, { count })}</span>
  }
  if (node.kind === 'string' && expanded) return <FoldedText text={stringOf(text, node)} />
  const shown = expandable ? jsonPreview(text, node) : sourceOf(text, node)
  return (
    <bdi class={`json-${node.kind}`} dir="auto">
      {showControls(shown)}
    </bdi>
  )
}
