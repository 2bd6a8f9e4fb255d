import { expect, test } from 'vitest'
import { RULES } from '../../../lib/diagnostics/list'
import { documentedFaults, documentedNotes, sectionOf } from '../../tools/finding-tables'

const code = (text: string): string => `\`${text}\``

const faultsWith = (finding: string): string[] =>
  [...documentedFaults]
    .filter(([, { found, left }]) => [...found, ...left].some(([other]) => other === finding))
    .map(([name]) => code(name))

const isNote = (finding: string): boolean =>
  [...documentedNotes.values()].some(notes => notes.includes(finding))

const rowOf = (finding: string): string => {
  const cases = [...faultsWith(finding), ...(isNote(finding) ? ['healthy streams'] : [])]
  return `| ${code(finding)} | ${cases.join(', ') || 'unit tests'} |`
}

test('the table of findings and cases says what the rows of the cases say', () => {
  const rows = sectionOf('Every finding, and where it was seen').match(/^\| `.*$/gm)
  expect(rows).toEqual(RULES.flatMap(({ codes }) => codes).map(rowOf))
})

test('cases name findings that there are', () => {
  const codes: readonly string[] = RULES.flatMap(rule => rule.codes)
  const named = [...documentedFaults.values()].flatMap(({ found, left }) => [...found, ...left])
  expect(named.map(([name]) => name).filter(name => !codes.includes(name))).toEqual([])
  expect([...documentedNotes.values()].flat().filter(name => !codes.includes(name))).toEqual([])
})
