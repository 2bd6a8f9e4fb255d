export interface GridColumn {
  id: string
  label: string
  /** Numbers stand at the end of their column. */
  numeric?: boolean
}

export const cellClass = ({ id, numeric }: GridColumn) => `cell cell-${id}${numeric ? ' numeric' : ''}`
