import preact from '@preact/preset-vite'
import { defineConfig } from 'vitest/config'

/** The tests of the built extension, in one browser. */
const inBrowser = (name: 'chromium' | 'firefox') => ({
  test: {
    name,
    include: ['tests/browser/**/*.test.ts'],
    env: { STREAMTAP_BROWSER: name },
    fileParallelism: false,
    // Only against hanging: a busy machine is no fault.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
  },
})

export default defineConfig({
  plugins: [preact()],
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.{ts,tsx}', 'tests/architecture.test.ts'],
          // Only against hanging: a busy machine is no fault.
          testTimeout: 120_000,
        },
      },
      inBrowser('chromium'),
      inBrowser('firefox'),
      {
        test: {
          name: 'soak',
          include: ['tests/soak/**/*.soak.ts'],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'bench',
          include: ['tests/bench/**/*.bench.ts'],
          fileParallelism: false,
          testTimeout: 600_000,
        },
      },
    ],
  },
})
