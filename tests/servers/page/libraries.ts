import { type LibraryName, libraries } from './libraries/index'

const packages = {
  'fetch-event-source': () => import('@microsoft/fetch-event-source'),
  eventsource: () => import('eventsource'),
} as const

type PackageName = keyof typeof packages

declare global {
  interface Window {
    /** Loads a package for readers into this page. */
    loadPackage: <Name extends PackageName>(name: Name) => ReturnType<(typeof packages)[Name]>
    /** Loads the library into this page, reads the stream in every way under it, and tells what the page saw. */
    useLibrary: (name: LibraryName, url: string) => Promise<unknown>
  }
}

window.loadPackage = name => packages[name]() as ReturnType<(typeof packages)[typeof name]>
window.useLibrary = (name, url) => libraries[name](url)
