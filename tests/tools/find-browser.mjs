import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * Where each browser is looked for: the variable that overrides everything, names on PATH, and full paths.
 * Plain JavaScript, so that it runs on Node 20 before anything is installed.
 */
const BROWSERS = {
  chromium: {
    variable: 'CHROMIUM_PATH',
    commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    darwin: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ],
    win32: ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe'],
  },
  firefox: {
    variable: 'FIREFOX_PATH',
    commands: ['firefox-esr', 'firefox'],
    darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
    win32: ['Mozilla Firefox\\firefox.exe'],
  },
}

const WINDOWS_FOLDERS = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']

function isRunnable(path) {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** The full path of a command on PATH, or null. */
export function findCommand(name, env = process.env) {
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter(Boolean)
  return folders.map(folder => join(folder, name)).find(isRunnable) ?? null
}

function usualPaths(browser, platform, env) {
  if (platform === 'darwin') return browser.darwin
  if (platform !== 'win32') return []
  const folders = WINDOWS_FOLDERS.map(name => env[name]).filter(Boolean)
  return folders.flatMap(folder => browser.win32.map(path => join(folder, path)))
}

/**
 * The full path of an installed browser, or null.
 * Throws if the overriding variable (CHROMIUM_PATH, FIREFOX_PATH) names something that cannot be run.
 */
export function findBrowser(kind, { env = process.env, platform = process.platform } = {}) {
  const browser = BROWSERS[kind]
  const chosen = env[browser.variable]
  if (chosen) {
    if (isRunnable(chosen)) return chosen
    throw new Error(`${browser.variable} is ${chosen}, which is not a program that can be run.`)
  }
  const onPath = browser.commands.map(name => findCommand(name, env)).find(Boolean)
  return onPath ?? usualPaths(browser, platform, env).find(isRunnable) ?? null
}
