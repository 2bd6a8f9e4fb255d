import { Fragment } from 'preact'
import type { MarkdownNode } from '../lib/state/shown'
import { usePanel } from './panel-context'

/**
 * Markdown as elements of ours. Nothing is loaded: an image is its description and address, a link its text and
 * address to read and copy, HTML its source.
 */
export const Markdown = ({ nodes }: { nodes: readonly MarkdownNode[] }) => (
  <div class="markdown" dir="auto">
    <Nodes nodes={nodes} />
  </div>
)

const Nodes = ({ nodes }: { nodes: readonly MarkdownNode[] }) => (
  <>
    {nodes.map((node, at) => (
      <Fragment key={at}>
        <Node node={node} />
      </Fragment>
    ))}
  </>
)

const Node = ({ node }: { node: MarkdownNode }) => {
  const inner = <Nodes nodes={node.children} />
  switch (node.kind) {
    case 'paragraph':
      return <p>{inner}</p>
    case 'heading':
      return (
        <p
          class={`markdown-heading markdown-heading-${node.level}`}
          role="heading"
          aria-level={node.level + 2}
        >
          {inner}
        </p>
      )
    case 'quote':
      return <blockquote>{inner}</blockquote>
    case 'list':
      return <ul>{inner}</ul>
    case 'ordered-list':
      return <ol start={node.level}>{inner}</ol>
    case 'item':
      return <li>{inner}</li>
    case 'code-block':
      return (
        <pre class="markdown-code">
          <code>{node.text}</code>
        </pre>
      )
    case 'rule':
      return <hr />
    case 'table':
      return (
        <table>
          <tbody>{inner}</tbody>
        </table>
      )
    case 'row':
      return <tr>{inner}</tr>
    case 'head-cell':
      return <th>{inner}</th>
    case 'cell':
      return <td>{inner}</td>
    default:
      return <Inline node={node} />
  }
}

const Inline = ({ node }: { node: MarkdownNode }) => {
  const { t } = usePanel().i18n
  const inner = <Nodes nodes={node.children} />
  switch (node.kind) {
    case 'strong':
      return <strong>{inner}</strong>
    case 'emphasis':
      return <em>{inner}</em>
    case 'deleted':
      return <del>{inner}</del>
    case 'code':
      return <code>{node.text}</code>
    case 'break':
      return <br />
    case 'link':
      return (
        <span class="markdown-link" title={node.text}>
          {inner}
        </span>
      )
    case 'image':
      return (
        <span class="markdown-image" title={node.text}>
          {t('markdown.image')} {inner} <bdi class="markdown-address">{node.text.slice(0, 200)}</bdi>
        </span>
      )
    case 'html':
      return <code class="markdown-html">{node.text}</code>
    default:
      return <>{node.text}</>
  }
}
