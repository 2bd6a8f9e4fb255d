import type { ComponentChildren } from 'preact'

interface EmptyNoteProps {
  title: string
  lines?: readonly string[]
  children?: ComponentChildren
}

/** Stands where nothing is yet, and says what to do. */
export const EmptyNote = ({ title, lines = [], children }: EmptyNoteProps) => (
  <div class="empty">
    <p class="empty-title">{title}</p>
    {lines.map(line => (
      <p key={line} class="empty-line">
        <bdi>{line}</bdi>
      </p>
    ))}
    {children}
  </div>
)
