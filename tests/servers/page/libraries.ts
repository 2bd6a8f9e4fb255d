import { type LibraryName, libraries } from './libraries/index'

declare global {
  interface Window {
    /** Loads the library into this page, reads the stream in every way under it, and tells what the page saw. */
    useLibrary: (name: LibraryName, url: string) => Promise<unknown>
  }
}

window.useLibrary = (name, url) => libraries[name](url)
