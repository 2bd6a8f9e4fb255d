import { jsonPreview, showControls, sourceOf, stringOf, type TreeRow } from '../lib/state/shown'
import { FoldedText } from './folded-text'
import { usePanel } from './panel-context'

/** A node's value: as it stands in the source, cut where long. An opened string is shown as the text it means. */
export const JsonValue = ({ row }: { row: TreeRow }) => {
  const { i18n } = usePanel()
  const { text, node, expanded, expandable, count } = row
  if (count !== null) {
    const isArray =
      node.kind === 'string' ? /^"\s*\[/.test(text.slice(node.start, node.start + 50)) : node.kind === 'array'
    const words = i18n.t(isArray ? 'json.items' : 'json.members', { count })
    return (
      <span class="json-count">
        {node.kind === 'string' ? i18n.t('json.embedded', { value: words }) : words}
      </span>
    )
  }
  if (node.kind === 'string' && expanded) return <FoldedText text={stringOf(text, node)} />
  const shown = expandable ? jsonPreview(text, node) : sourceOf(text, node)
  return (
    <bdi class={`json-${node.kind}`} dir="auto">
      {showControls(shown)}
    </bdi>
  )
}
