import { spawnSync } from 'node:child_process'
import { findBrowser, findCommand } from './find-browser.mjs'
import { done, fail, warn } from './report.mjs'
import { canInstall, hasChineseFont, installPackages } from './system-packages.mjs'

const BROWSER_NAMES = { chromium: 'Chromium or Chrome', firefox: 'Firefox' }
const BROWSER_PACKAGES = { chromium: 'chromium', firefox: 'firefox-esr' }
const VARIABLES = { chromium: 'CHROMIUM_PATH', firefox: 'FIREFOX_PATH' }

export const BROWSERS = Object.keys(BROWSER_NAMES)

function locate(kind) {
  try {
    return findBrowser(kind)
  } catch (error) {
    return fail(error.message)
  }
}

/** A browser's version line. Also tells a real browser from a stub that only names another package manager. */
function version(path) {
  if (process.platform === 'win32') return path
  const answer = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 60_000 })
  return answer.status === 0 ? answer.stdout.trim().split('\n').pop() : null
}

function ensureBrowser(kind) {
  const found = locate(kind)
  const present = found && version(found)
  if (present) return done(`${present} (${found})`)
  const remedy = `Install it, or set ${VARIABLES[kind]} to its program.`
  if (!canInstall()) fail(`${BROWSER_NAMES[kind]} was not found. ${remedy}`)
  console.log(`Installing ${BROWSER_PACKAGES[kind]} with apt-get …`)
  const installed = installPackages([BROWSER_PACKAGES[kind]])
  const path = locate(kind)
  const answer = path && version(path)
  if (!answer)
    fail(`${BROWSER_NAMES[kind]} was not found and apt-get did not bring it. ${remedy}\n${installed.output}`)
  done(`${answer} (${path})`)
}

function ensureFonts() {
  if (process.platform !== 'linux' || !findCommand('apt-get') || hasChineseFont()) return
  if (canInstall() && installPackages(['fonts-noto-cjk', 'fontconfig']).ok) return done('fonts-noto-cjk')
  warn('No font with Chinese glyphs: East Asian text in screenshots will be boxes (Debian: fonts-noto-cjk).')
}

/** Installs the browsers that are missing, and a font, or says how to and ends the process. */
export function ensureBrowsers(kinds) {
  kinds.forEach(ensureBrowser)
  if (kinds.length > 0) ensureFonts()
}
