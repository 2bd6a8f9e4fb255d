const PREVIEW_LENGTH = 200

/** The text's beginning on one line, line breaks and other controls made visible. */
export const preview = (text: string, length = PREVIEW_LENGTH): string =>
  showControls(text.slice(0, length)) + (text.length > length ? '…' : '')

/** Controls as escapes; a line feed as ⏎, a tab as a space. */
export const showControls = (text: string): string => text.replace(/\p{Cc}/gu, shown)

const shown = (control: string): string => {
  if (control === '\n') return '⏎'
  if (control === '\t') return ' '
  return escapeUnit(control.charCodeAt(0))
}

/** Characters that reorder what stands around them, and zero-width ones: unseen, they mislead the reader. */
const HIDDEN = /[\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g

/** Writes invisible and reordering characters as escapes. */
export const showHidden = (text: string): string =>
  text.replace(HIDDEN, unit => escapeUnit(unit.charCodeAt(0)))

const escapeUnit = (code: number) => `\\u${code.toString(16).padStart(4, '0')}`
