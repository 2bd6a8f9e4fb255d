import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { BrowserOptions } from '../types.ts'

/** A Firefox that says where it can be driven. */
export interface FirefoxProcess {
  url: string
  end(): Promise<void>
}

const START_LIMIT = 90_000

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}

/** Resolves with the address that Firefox prints. */
function readAddress(child: ChildProcess): Promise<string> {
  const address = Promise.withResolvers<string>()
  let printed = ''
  const late = setTimeout(
    () => address.reject(new Error(`Firefox did not start within ${START_LIMIT} ms.\n${printed}`)),
    START_LIMIT,
  )
  child.stderr?.setEncoding('utf8').on('data', text => {
    printed += text
    const found = /WebDriver BiDi listening on (ws:\S+)/.exec(printed)?.[1]
    if (found) address.resolve(found)
  })
  child.once('error', error => address.reject(error))
  child.once('exit', () => address.reject(new Error(`Firefox ended at once.\n${printed}`)))
  return address.promise.finally(() => clearTimeout(late))
}

export async function startFirefox(
  path: string,
  profile: string,
  { headless = true, windowSize = { width: 1400, height: 987 } }: BrowserOptions,
): Promise<FirefoxProcess> {
  const { width, height } = windowSize
  const args = [
    ...(headless ? ['-headless'] : []),
    ...['-no-remote', '-profile', profile],
    ...['--remote-debugging-port', '0', '-remote-allow-system-access'],
    'about:blank',
  ]
  const env = { ...process.env, MOZ_HEADLESS_WIDTH: `${width}`, MOZ_HEADLESS_HEIGHT: `${height}` }
  const child = spawn(path, args, { stdio: ['ignore', 'ignore', 'pipe'], env })
  try {
    return { url: `${await readAddress(child)}/session`, end: () => endProcess(child) }
  } catch (error) {
    await endProcess(child)
    throw error
  }
}
