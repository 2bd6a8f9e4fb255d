import { Lexer, type Token, type Tokens } from 'marked'

/** A piece of Markdown as plain values. What stands in it is text: nothing of it is markup to a browser. */
export interface MarkdownNode {
  kind: MarkdownKind
  /** Of `text`, `code`, `code-block` and `html`: the text. Of links and images the address. */
  text: string
  /** Of headings 1 to 6; of ordered lists the first number; else 0. */
  level: number
  children: readonly MarkdownNode[]
}

export type MarkdownKind =
  | 'paragraph'
  | 'heading'
  | 'quote'
  | 'list'
  | 'ordered-list'
  | 'item'
  | 'code-block'
  | 'rule'
  | 'table'
  | 'row'
  | 'head-cell'
  | 'cell'
  | 'text'
  | 'strong'
  | 'emphasis'
  | 'deleted'
  | 'code'
  | 'link'
  | 'image'
  | 'html'
  | 'break'

/** Longer texts are shown plain: they are read anew with every delta. */
export const MARKDOWN_LIMIT = 60_000
/** A hostile text nests without end. */
const DEEPEST = 24

/** The text as Markdown (GFM); null where it is too long or cannot be read. */
export const parseMarkdown = (text: string): readonly MarkdownNode[] | null => {
  if (text.length > MARKDOWN_LIMIT || NESTED.test(text)) return null
  try {
    return nodesOf(new Lexer({ gfm: true, breaks: false }).lex(text), 0)
  } catch {
    return null
  }
}

/** Quotes in quotes, and brackets in brackets, cost the reader more than they tell. */
const NESTED = /(?:>[ \t]*){50}|[[(*_~`]{500}/

const leaf = (kind: MarkdownKind, text: string): MarkdownNode => ({ kind, text, level: 0, children: [] })

const nodesOf = (tokens: readonly Token[] | undefined, depth: number): MarkdownNode[] =>
  depth > DEEPEST ? [] : (tokens ?? []).flatMap(token => nodeOf(token, depth))

const KINDS: Readonly<Record<string, MarkdownKind>> = {
  paragraph: 'paragraph',
  blockquote: 'quote',
  list_item: 'item',
  strong: 'strong',
  em: 'emphasis',
  del: 'deleted',
}

const nodeOf = (token: Token, depth: number): MarkdownNode[] => {
  const children = () => nodesOf('tokens' in token ? token.tokens : [], depth + 1)
  const kind = KINDS[token.type]
  if (kind) return [{ kind, text: '', level: 0, children: children() }]
  switch (token.type) {
    case 'heading':
      return [{ kind: 'heading', text: '', level: numberOf(token.depth), children: children() }]
    case 'list':
      return isList(token) ? [listOf(token, depth)] : []
    case 'table':
      return isTable(token) ? [tableOf(token, depth)] : []
    case 'code':
      return [leaf('code-block', textOf(token.text))]
    case 'codespan':
      return [leaf('code', textOf(token.text))]
    case 'link':
      return [{ kind: 'link', text: textOf(token.href), level: 0, children: children() }]
    case 'image':
      return [
        { kind: 'image', text: textOf(token.href), level: 0, children: [leaf('text', textOf(token.text))] },
      ]
    case 'hr':
      return [leaf('rule', '')]
    case 'br':
      return [leaf('break', '')]
    case 'space':
    case 'def':
      return []
    case 'html':
      return [leaf('html', token.raw)]
    case 'text': {
      const inner = 'tokens' in token && token.tokens ? children() : []
      return inner.length > 0 ? inner : [leaf('text', textOf(token.text))]
    }
    default:
      return [leaf('text', 'text' in token ? textOf(token.text) : token.raw)]
  }
}

const isList = (token: Token): token is Tokens.List => token.type === 'list'
const isTable = (token: Token): token is Tokens.Table => token.type === 'table'
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0)

const listOf = (list: Tokens.List, depth: number): MarkdownNode => ({
  kind: list.ordered ? 'ordered-list' : 'list',
  text: '',
  level: numberOf(list.start),
  children: nodesOf(list.items, depth + 1),
})

const tableOf = (table: Tokens.Table, depth: number): MarkdownNode => {
  const row = (kind: MarkdownKind, cells: readonly Tokens.TableCell[]): MarkdownNode => ({
    kind: 'row',
    text: '',
    level: 0,
    children: cells.map(cell => ({ kind, text: '', level: 0, children: nodesOf(cell.tokens, depth + 1) })),
  })
  const rows = [row('head-cell', table.header), ...table.rows.map(cells => row('cell', cells))]
  return { kind: 'table', text: '', level: 0, children: rows }
}
