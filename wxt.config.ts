import preact from '@preact/preset-vite'
import { defineConfig } from 'wxt'

const chrome = { minimum_chrome_version: '120' }

const firefox = {
  browser_specific_settings: {
    gecko: {
      id: 'streamtap@streamtap.dev',
      // The first that names the documents of a tab in messages and ports.
      strict_min_version: '153.0',
      data_collection_permissions: { required: ['none' as const] },
    },
  },
}

export default defineConfig({
  vite: () => ({ plugins: [preact()] }),
  manifest: ({ browser }) => ({
    permissions: ['storage'],
    name: '__MSG_extensionName__',
    description: '__MSG_extensionDescription__',
    default_locale: 'en',
    ...(browser === 'firefox' ? firefox : chrome),
  }),
})
