import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { PanelHandle } from './types.ts'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** What axe-core finds in the panel as it is now: rule, element and what is wrong, the first few of each rule. */
export async function violationsIn(panel: PanelHandle): Promise<string[]> {
  if (!(await panel.frame.evaluate('"axe" in globalThis'))) {
    const source = (await readFile(AXE, 'utf8')).trim().replace(/;$/, '')
    // As an expression, whose value a driver need not copy.
    await panel.frame.evaluate(`(${source.replace(/^\/\*[\s\S]*?\*\//, '')}, true)`)
  }
  const found: unknown = await panel.frame.evaluate(`axe.run({ elementRef: false }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ target, failureSummary }) =>
      id + ' ' + target.join(' ') + ' ' + failureSummary.replace(/\\s+/g, ' '))))`)
  if (!Array.isArray(found)) throw new Error('axe gave no list.')
  return found.map(String)
}
