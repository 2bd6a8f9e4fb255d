import { readFile } from 'node:fs/promises'
import type { Bidi } from './bidi.ts'

/** What Firefox's own window does for tests; see parent-script.js. */
export interface Driver {
  call(method: string, ...args: unknown[]): Promise<unknown>
}

const readScript = (name: string) => readFile(new URL(`./${name}.js`, import.meta.url), 'utf8')

/** The expression of a script file, without the comments and the semicolon before it. */
const expressionIn = (script: string) => script.slice(script.indexOf('\n;') + 2)

export async function createDriver(bidi: Bidi, extensionId: string): Promise<Driver> {
  const [parent, panel, language] = await Promise.all(
    ['parent-script', 'page-script', 'language-script'].map(readScript),
  )
  const args = [extensionId, panel, language].map(text => JSON.stringify(text))
  await bidi.evaluateInChrome(`window.streamtap = (${expressionIn(parent ?? '')})(${args}), ''`)
  return {
    call: async (method, ...args) => {
      const expression = `(async () => JSON.stringify(await streamtap.${method}(...${JSON.stringify(args)})) ?? '')()`
      const answer = await bidi.evaluateInChrome(expression)
      return answer === '' ? undefined : JSON.parse(answer)
    },
  }
}
