import { findCommand } from './find-browser.mjs'
import { done, fail } from './report.mjs'
import { canInstall, installPackages } from './system-packages.mjs'

/** Debian keeps it where ordinary users do not look. */
export const findNginx = (env = process.env) =>
  findCommand('nginx', { PATH: `${env.PATH ?? ''}:/usr/sbin:/usr/local/sbin` })

/** Installs nginx where it is missing, or says how to and ends the process. */
export function ensureNginx() {
  if (findNginx()) return done(`nginx (${findNginx()})`)
  if (!canInstall()) fail('nginx was not found. Install it, or put it on PATH.')
  console.log('Installing nginx with apt-get …')
  const installed = installPackages(['nginx'])
  if (!findNginx()) fail(`nginx was not found and apt-get did not bring it.\n${installed.output}`)
  done(`nginx (${findNginx()})`)
}
