import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findBrowser } from '../../tools/find-browser.mjs'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streamtap-find-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const program = (name: string, mode = 0o755): string => {
  const path = join(folder, name)
  writeFileSync(path, '')
  chmodSync(path, mode)
  return path
}

const find = (env: Record<string, string> = {}) =>
  findBrowser('chromium', { env: { PATH: folder, ...env }, platform: 'linux' })

test('a browser on PATH is found, Chromium before Chrome', () => {
  program('google-chrome')
  const chromium = program('chromium')
  expect(find()).toBe(chromium)
})

test('a file that cannot be run is not a browser', () => {
  program('chromium', 0o644)
  expect(find()).toBeNull()
})

test('CHROMIUM_PATH comes before PATH', () => {
  program('chromium')
  const chosen = program('my-browser')
  expect(find({ CHROMIUM_PATH: chosen })).toBe(chosen)
})

test('a CHROMIUM_PATH that names nothing is an error, not a reason to take another browser', () => {
  program('chromium')
  expect(() => find({ CHROMIUM_PATH: join(folder, 'gone') })).toThrow('CHROMIUM_PATH is')
})

test('Firefox has names of its own', () => {
  program('chromium')
  const firefox = program('firefox-esr')
  expect(findBrowser('firefox', { env: { PATH: folder }, platform: 'linux' })).toBe(firefox)
})
