import { expect, test } from 'vitest'
import { DEFAULT_SETTINGS, readSettings, SETTING_NAMES } from '../../../lib/settings/settings'

test('nothing stored gives the defaults, which pass their own guards', () => {
  expect(readSettings({})).toEqual({ settings: DEFAULT_SETTINGS, problems: [] })
  expect(readSettings({ ...DEFAULT_SETTINGS })).toEqual({ settings: DEFAULT_SETTINGS, problems: [] })
})

test('good values are taken, keys that are not ours passed over', () => {
  const stored = { preserveLog: true, earlyBytes: 2_000_000, ignoredOrigins: ['*.a.test'], other: 1 }
  expect(readSettings(stored)).toEqual({
    settings: { ...DEFAULT_SETTINGS, preserveLog: true, earlyBytes: 2_000_000, ignoredOrigins: ['*.a.test'] },
    problems: [],
  })
})

test.each([
  ['recording', 'yes', '"yes"'],
  ['recordEarly', null, 'null'],
  ['preserveLog', 0, '0'],
  ['streamBytes', '128', '"128"'],
  ['earlyBytes', 257_000_000, '257000000'],
  ['attachedBytes', -1, '-1'],
  ['sessionBytes', 1.5, '1.5'],
  ['ignoredOrigins', ['https://a.test/path'], '["https://a.test/path"]'],
  ['ignoredOrigins', { length: 1 }, '{"length":1}'],
  ['ignoredOrigins', 'x'.repeat(100), `"${'x'.repeat(59)}…`],
] as const)(
  'a bad %s (%j) leaves its default and is told with its name and value',
  (setting, value, found) => {
    const { settings, problems } = readSettings({ preserveLog: true, recordEarly: false, [setting]: value })
    expect(settings[setting]).toEqual(DEFAULT_SETTINGS[setting])
    expect(problems).toEqual([{ setting, found }])
  },
)

test('one bad value takes no other with it', () => {
  const { settings, problems } = readSettings({ earlyBytes: Number.NaN, recordEarly: false })
  expect([settings.recordEarly, settings.earlyBytes, problems.length]).toEqual([
    false,
    DEFAULT_SETTINGS.earlyBytes,
    1,
  ])
  expect(SETTING_NAMES).toContain('recordEarly')
})
