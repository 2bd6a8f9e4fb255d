import { describe, expect, test } from 'vitest'
import { type Arrow, filesBelow, isScript, readSource, type SourceFile } from './tools/source-file.ts'

/** What the files of a room may import: other rooms, packages, and either for types alone. */
interface Room {
  rooms: readonly string[]
  types?: readonly string[]
  packages?: readonly string[]
}

const ANY = '*'

const LIB: Record<string, Room> = {
  wire: { rooms: [] },
  capture: { rooms: ['wire'] },
  relay: { rooms: ['wire'] },
  transport: { rooms: ['wire'], packages: ['@webext-core/messaging', 'wxt/browser'] },
  network: { rooms: ['event-stream', 'wire'], packages: ['wxt/browser'] },
  'event-stream': { rooms: ['wire'] },
  formats: { rooms: ['event-stream', 'wire'] },
  session: { rooms: ['event-stream', 'formats', 'wire'] },
  views: { rooms: ['session', 'event-stream', 'formats', 'wire'], packages: ['marked', 're2js'] },
  diagnostics: { rooms: ['session', 'event-stream', 'formats', 'wire'], types: ['protocols'] },
  protocols: { rooms: ['session', 'event-stream', 'formats', 'wire'] },
  har: { rooms: ['session', 'wire'], types: ['har-format'] },
  replay: { rooms: ['session', 'wire'] },
  state: { rooms: [ANY], packages: ['@preact/signals', 'wxt/browser', 'wxt/utils/storage'] },
  settings: { rooms: ['wire'] },
  i18n: { rooms: [] },
}

const COMPONENTS: Room = {
  rooms: ['state', 'i18n'],
  types: ['views'],
  packages: ['preact', 'preact/hooks', 'preact/compat', '@tanstack/virtual-core', 'uplot'],
}

/** The plain values everybody may speak of. */
const SHARED_TYPES = ['wire', 'event-stream', 'session']

const PURE = [
  'event-stream',
  'formats',
  'session',
  'views',
  'diagnostics',
  'protocols',
  'har',
  'replay',
  'settings',
]
const IMPURE_GLOBALS = [
  ...['browser', 'chrome', 'window', 'self', 'document', 'navigator', 'location', 'performance', 'crypto'],
  ...[
    'setTimeout',
    'setInterval',
    'queueMicrotask',
    'requestAnimationFrame',
    'fetch',
    'localStorage',
    'indexedDB',
  ],
]
const IMPURE_MEMBERS = [
  'Date.now',
  'Math.random',
  'globalThis.document',
  'globalThis.window',
  'globalThis.performance',
]
const MESSAGING = [
  ...['sendMessage', 'connect', 'onMessage', 'onConnect'].map(name => `browser.runtime.${name}`),
  'browser.tabs',
]

const ENTRYPOINT_LINES = 60

const scripts = ['entrypoints', 'components', 'lib', 'tests']
  .flatMap(filesBelow)
  .filter(path => isScript(path) && !path.startsWith('tests/servers/dist/'))
  .map(readSource)

const inFolder = (folder: string) => scripts.filter(({ path }) => path.startsWith(`${folder}/`))
const product = scripts.filter(({ path }) => !path.startsWith('tests/'))
const libFiles = filesBelow('lib')

/** `lib/session/index` → `session`; other folders by their own name. */
const roomOf = (path: string): string => {
  const [top = '', room = ''] = path.split('/')
  return top === 'lib' ? room : top
}

function allows(room: Room, own: string, { target, isPackage, typeOnly }: Arrow): boolean {
  const name = isPackage ? target : roomOf(target)
  if (typeOnly && [...SHARED_TYPES, ...(room.types ?? [])].includes(name)) return true
  if (isPackage) return room.packages?.includes(name) ?? false
  return name === own || room.rooms.includes(name) || (room.rooms.includes(ANY) && Object.hasOwn(LIB, name))
}

const forbiddenArrows = (room: Room, own: string, files: readonly SourceFile[]): string[] =>
  files.flatMap(({ path, arrows }) =>
    arrows.filter(arrow => !allows(room, own, arrow)).map(({ target }) => `${path} → ${target}`),
  )

const uses = (files: readonly SourceFile[], names: readonly string[]): string[] =>
  files.flatMap(({ path, globals, members, emptyConstructions }) => {
    const touched = new Set([...globals, ...members, ...emptyConstructions])
    return names.filter(name => touched.has(name)).map(name => `${path} uses ${name}`)
  })

describe('rooms', () => {
  test('every folder of lib is a room of the design, and no file stands outside a room', () => {
    const found = new Set(libFiles.map(path => (path.split('/').length > 2 ? roomOf(path) : path)))
    expect([...found].filter(room => !Object.hasOwn(LIB, room))).toEqual([])
    expect(found.size).toBeGreaterThan(0)
  })

  test.each(Object.entries(LIB))('%s imports only along the arrows', (name, room) => {
    expect(forbiddenArrows(room, name, inFolder(`lib/${name}`))).toEqual([])
  })

  test('components reach data through state, and rows by their types', () => {
    expect(forbiddenArrows(COMPONENTS, 'components', inFolder('components'))).toEqual([])
  })

  test('the capture entrypoint imports the capture room alone', () => {
    const capture = inFolder('entrypoints').filter(({ path }) => path === 'entrypoints/capture.content.ts')
    const arrows = capture.flatMap(file => file.arrows).filter(arrow => !arrow.isPackage)
    expect(arrows.map(({ target }) => roomOf(target)).filter(room => room !== 'capture')).toEqual([])
  })

  test('entrypoints only wire rooms together', () => {
    const long = inFolder('entrypoints').filter(({ lines }) => lines >= ENTRYPOINT_LINES)
    expect(long.map(({ path, lines }) => `${path} has ${lines} lines`)).toEqual([])
  })

  test('nothing imports an entrypoint', () => {
    const arrows = product.flatMap(({ path, arrows }) => arrows.map(({ target }) => ({ path, target })))
    const wrong = arrows.filter(
      ({ path, target }) => /^entrypoints\//.test(target) && !/^entrypoints\//.test(path),
    )
    expect(wrong).toEqual([])
  })
})

describe('surroundings', () => {
  test.each(PURE)('%s is deterministic: no browser, page, clock or chance', room => {
    expect(uses(inFolder(`lib/${room}`), [...IMPURE_GLOBALS, ...IMPURE_MEMBERS, 'new Date'])).toEqual([])
  })

  test('capture touches no extension API', () => {
    expect(uses(inFolder('lib/capture'), ['browser', 'chrome'])).toEqual([])
  })

  test('transport alone touches browser messaging', () => {
    const others = product.filter(({ path }) => !path.startsWith('lib/transport/'))
    expect(uses(others, ['chrome', ...MESSAGING])).toEqual([])
  })
})

describe('code', () => {
  test('nothing is typed any', () => {
    expect(scripts.filter(({ usesAny }) => usesAny).map(({ path }) => path)).toEqual([])
  })

  test('files and folders have kebab-case names', () => {
    const paths = ['entrypoints', 'components', 'lib', 'tests'].flatMap(filesBelow)
    const isKebab = (name: string) => /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/.test(name)
    const own = paths.filter(path => !path.startsWith('tests/servers/dist/'))
    expect(own.filter(path => !path.split('/').every(isKebab))).toEqual([])
  })
})
