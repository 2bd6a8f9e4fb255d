import { describe, expect, test } from 'vitest'
import type { FindingCode } from '../../../lib/diagnostics/types'
import { type Case, marks } from './examined'

export type Row = [name: string, expected: string[], ...cases: Case[]]

/** What a rule finds, and what it must not. */
export const rule = (name: string, codes: readonly FindingCode[], found: Row[], notFound: Row[]) =>
  describe(name, () => {
    test.each(found)('found when %s', (_name, expected, ...cases) => {
      expect(expected).not.toEqual([])
      expect(marks(codes, ...cases)).toEqual(expected)
    })
    test.each(notFound)('not found when %s', (_name, expected, ...cases) => {
      expect(expected).toEqual([])
      expect(marks(codes, ...cases)).toEqual([])
    })
  })
