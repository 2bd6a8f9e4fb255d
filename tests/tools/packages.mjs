import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The packages a lock file lists, by path; null where there is no such file. */
function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages ?? null
  } catch {
    return null
  }
}

/**
 * Whether node_modules holds what package-lock.json asks for. npm itself keeps the record of what it
 * installed in node_modules/.package-lock.json and writes it last, so a broken install counts as none.
 * Optional packages (made for other platforms) may be missing.
 */
export function isInstalled(root) {
  const wanted = readPackages(join(root, 'package-lock.json'))
  const present = readPackages(join(root, 'node_modules', '.package-lock.json'))
  if (!wanted || !present) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || (entry.optional && !present[path])) return true
    const found = present[path]
    return found?.version === entry.version && found?.integrity === entry.integrity
  })
}

/** Runs npm in the project; returns whether it succeeded. */
export function runNpm(root, args) {
  const shell = process.platform === 'win32'
  return spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell }).status === 0
}

/** Whether `wxt prepare` wrote the types and the base tsconfig.json. */
export const isPrepared = root => existsSync(join(root, '.wxt', 'tsconfig.json'))
