// Brings a fresh clone to the point where it can run: npm packages, and the browsers and servers named by the flags.
// Usage: node tests/tools/setup.mjs [--chromium] [--firefox] [--nginx]
// Runs on Node 20 without any package, costs little when nothing is missing, and never asks a question.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BROWSERS, ensureBrowsers } from './browsers.mjs'
import { findCommand } from './find-browser.mjs'
import { ensureNginx } from './nginx.mjs'
import { isInstalled, isPrepared, runNpm } from './packages.mjs'
import { done, fail } from './report.mjs'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

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

checkNode()
ensurePackages()
checkScriptNode()
ensureBrowsers(BROWSERS.filter(kind => process.argv.includes(`--${kind}`)))
if (process.argv.includes('--nginx')) ensureNginx()
