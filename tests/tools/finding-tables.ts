import { readFileSync } from 'node:fs'

/** What docs/findings.md says of one case: codes with `error`, `warning`, `info`, or `may` for notes that come or not. */
export interface DocumentedFault {
  found: readonly Mark[]
  /** Once the remedy is applied. */
  left: readonly Mark[]
}
export type Mark = readonly [code: string, severity: string]

const PAGE = readFileSync(new URL('../../docs/findings.md', import.meta.url), 'utf8')

/** The text of a section, by its heading. Throws where there is none. */
export const sectionOf = (heading: string): string => {
  const start = PAGE.indexOf(`\n## ${heading}\n`)
  if (start < 0) throw new Error(`There is no section “${heading}”.`)
  const end = PAGE.indexOf('\n## ', start + 1)
  return PAGE.slice(start, end < 0 ? undefined : end)
}

/** The cells of the rows whose first cell is a name: | `name` | cell | cell | */
const rowsOf = (heading: string): [name: string, cells: string[]][] =>
  [...sectionOf(heading).matchAll(/^\| `([^`]+)` \|(.*)\|$/gm)].map(([, name = '', rest = '']) => [
    name,
    rest.split('|'),
  ])

const codesIn = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)
const marksIn = (cell = ''): Mark[] =>
  [...cell.matchAll(/`([^`]+)` \((error|warning|note|may)\)/g)].map(([, code = '', severity = '']) => [
    code,
    severity === 'note' ? 'info' : severity,
  ])

/** The notes that each healthy case may have. */
export const documentedNotes: ReadonlyMap<string, readonly string[]> = new Map(
  rowsOf('Healthy streams').map(([name, [notes = '']]) => [name, codesIn(notes)]),
)

/** Each case that is made to fail. */
export const documentedFaults: ReadonlyMap<string, DocumentedFault> = new Map(
  rowsOf('Faulty streams').map(([name, [, found, left]]) => [
    name,
    { found: marksIn(found), left: marksIn(left) },
  ]),
)
