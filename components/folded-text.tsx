import { useState } from 'preact/hooks'
import { usePanel } from './panel-context'

interface FoldedTextProps {
  text: string
  /** Characters shown before more are asked for. */
  fold?: number
}

/** Each piece is laid out by itself, and only where it is in view: layout of text takes more than linear time. */
const PIECE = 20_000
const GROWTH = 10 * PIECE

/** Text of any length, a part at a time: laying out megabytes at once would freeze the panel. */
export const FoldedText = ({ text, fold = PIECE }: FoldedTextProps) => {
  const { i18n } = usePanel()
  const [limit, setLimit] = useState(fold)
  const rest = text.length - limit
  return (
    <>
      {piecesOf(text, limit).map((piece, at) => (
        <pre key={at} class="text" dir="auto">
          {piece}
        </pre>
      ))}
      {rest > 0 && (
        <button type="button" class="button" onClick={() => setLimit(limit + GROWTH)}>
          {i18n.t('text.more', { count: rest })}
        </button>
      )}
    </>
  )
}

/** The first `limit` characters in pieces, cut at line ends where there are any. */
const piecesOf = (text: string, limit: number): string[] => {
  const end = Math.min(text.length, limit)
  const pieces: string[] = []
  let from = 0
  do {
    const to = from + PIECE >= end ? end : pieceEnd(text, from)
    pieces.push(text.slice(from, to))
    from = to
  } while (from < end)
  return pieces
}

const pieceEnd = (text: string, from: number): number => {
  const lineEnd = text.lastIndexOf('\n', from + PIECE - 1)
  if (lineEnd >= from) return lineEnd + 1
  const end = from + PIECE
  const splitsPair = (text.codePointAt(end - 1) ?? 0) > 0xffff
  return splitsPair ? end + 1 : end
}
