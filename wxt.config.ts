import preact from '@preact/preset-vite'
import { defineConfig } from 'wxt'

export default defineConfig({
  vite: () => ({ plugins: [preact()] }),
  manifest: {
    name: '__MSG_extensionName__',
    description: '__MSG_extensionDescription__',
    default_locale: 'en',
    minimum_chrome_version: '120',
    browser_specific_settings: {
      gecko: {
        id: 'streamtap@streamtap.dev',
        strict_min_version: '142.0',
        data_collection_permissions: { required: ['none'] },
      },
    },
  },
})
