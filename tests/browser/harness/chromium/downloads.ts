import { join } from 'node:path'
import type { Browser, CDPSession } from 'puppeteer-core'
import type { Downloads } from '../types.ts'

const LIMIT = 30_000

function nextFile(session: CDPSession, folder: string): { path: Promise<string>; stop: () => void } {
  const file = Promise.withResolvers<string>()
  const names = new Map<string, string>()
  const begin = (event: { guid: string; suggestedFilename: string }) => {
    names.set(event.guid, event.suggestedFilename)
  }
  const progress = (event: { guid: string; state: string; filePath?: string }) => {
    const name = names.get(event.guid)
    if (event.state === 'completed' && name) file.resolve(event.filePath ?? join(folder, name))
    if (event.state === 'canceled') file.reject(new Error(`The browser cancelled the download of ${name}.`))
  }
  session.on('Browser.downloadWillBegin', begin)
  session.on('Browser.downloadProgress', progress)
  const late = setTimeout(() => file.reject(new Error(`No file was saved within ${LIMIT} ms.`)), LIMIT)
  const stop = () => {
    clearTimeout(late)
    session.off('Browser.downloadWillBegin', begin)
    session.off('Browser.downloadProgress', progress)
  }
  return { path: file.promise, stop }
}

/** From the first call on, saves the browser's downloads in the folder instead of asking the user. */
export function watchDownloads(browser: Browser, folder: string): Downloads {
  let session: Promise<CDPSession> | null = null
  const attach = async () => {
    const attached = await browser.target().createCDPSession()
    const behavior = { behavior: 'allow', downloadPath: folder, eventsEnabled: true } as const
    await attached.send('Browser.setDownloadBehavior', behavior)
    return attached
  }
  return {
    async during(action) {
      session ??= attach()
      const file = nextFile(await session, folder)
      try {
        const [path] = await Promise.all([file.path, action()])
        return path
      } finally {
        file.stop()
      }
    },
  }
}
