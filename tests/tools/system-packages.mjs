import { spawnSync } from 'node:child_process'
import { findCommand } from './find-browser.mjs'

const succeeds = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0

/** The words to put before apt-get: none for root, sudo where it asks for no password, null where there is neither. */
function privileges() {
  if (process.getuid?.() === 0) return []
  if (findCommand('sudo') && succeeds('sudo', ['-n', 'true'])) return ['sudo', '-n']
  return null
}

/** Whether packages can be installed here without asking anybody. */
export const canInstall = () => findCommand('apt-get') !== null && privileges() !== null

function aptGet(args) {
  const command = [...privileges(), 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', ...args]
  const done = spawnSync(command[0], command.slice(1), {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return { ok: done.status === 0, output: `${done.stdout}${done.stderr}` }
}

/** Installs Debian packages; returns whether it worked, and apt's own words where it did not. */
export function installPackages(names) {
  const updated = aptGet(['update'])
  const installed = aptGet(['install', '-y', '--no-install-recommends', ...names])
  if (installed.ok) return installed
  return { ok: false, output: `${updated.ok ? '' : updated.output}${installed.output}` }
}

/** Whether some font has Chinese glyphs; without one, East Asian text in screenshots is boxes. */
export function hasChineseFont() {
  const listed = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' })
  return listed.status === 0 && listed.stdout.trim() !== ''
}
