// Brings a fresh clone to the point where it can run: npm packages, and the browsers named by the flags.
// Usage: node tests/tools/setup.mjs [--chromium] [--firefox]
// Runs on Node 20 without any package, costs little when nothing is missing, and never asks a question.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBrowser, findCommand } from './find-browser.mjs'
import { isInstalled, isPrepared, runNpm } from './packages.mjs'
import { canInstall, hasChineseFont, installPackages } from './system-packages.mjs'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const BROWSER_NAMES = { chromium: 'Chromium or Chrome', firefox: 'Firefox' }
const BROWSER_PACKAGES = { chromium: 'chromium', firefox: 'firefox-esr' }
const VARIABLES = { chromium: 'CHROMIUM_PATH', firefox: 'FIREFOX_PATH' }

const done = text => console.log(`✓ ${text}`)
const warn = text => console.warn(`! ${text}`)

function fail(text) {
  console.error(`✗ ${text}`)
  process.exit(1)
}

/** On linux-x64 Node 24 comes with the packages and npm scripts run on it; elsewhere the system's Node must do. */
function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20)
    fail(`Node ${process.version} is too old: install Node 24 (20 is enough on 64-bit Intel Linux).`)
  if (process.platform === 'linux' && process.arch === 'x64') return
  if (major > 22 || (major === 22 && minor >= 18)) return
  fail(
    `Node ${process.version} is too old for ${process.platform}-${process.arch}: install Node 22.18 or later.`,
  )
}

/** Says which Node the npm scripts will run on, or that it cannot run them. */
function checkScriptNode() {
  const own = join(ROOT, 'node_modules', '.bin', 'node')
  const node = findCommand('node', { PATH: join(ROOT, 'node_modules', '.bin') }) ? own : process.execPath
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? ''
  const [major = 0, minor = 0] = version.slice(1).split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 18)) return done(`Node ${version}`)
  fail(`The scripts need Node 22.18 or later and would run on ${version || node}: install Node 24.`)
}

function ensurePackages() {
  if (!isInstalled(ROOT)) {
    console.log('Installing npm packages …')
    if (!runNpm(ROOT, ['ci', '--no-audit', '--no-fund', '--loglevel=error']))
      fail('npm ci failed; its own message is above.')
  }
  if (!isPrepared(ROOT) && !runNpm(ROOT, ['run', 'postinstall'])) fail('npm run postinstall failed.')
  done('npm packages')
}

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

checkNode()
ensurePackages()
checkScriptNode()
const wanted = Object.keys(BROWSER_NAMES).filter(kind => process.argv.includes(`--${kind}`))
wanted.forEach(ensureBrowser)
if (wanted.length > 0) ensureFonts()
