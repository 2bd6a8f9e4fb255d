import type { StreamSnapshot } from '../browser/harness/session-snapshot.ts'

/** A stream as the demo server's `/log` tells it. */
export interface SentEntry {
  id: string
  method: string
  url: string
  bytesOffered: number
  contentType: string
}

/** The name that the demo's clients put on their requests. */
export function demoId(stream: Pick<StreamSnapshot, 'url' | 'requestHeaders'>): string {
  const header = stream.requestHeaders.find(([name]) => name.toLowerCase() === 'x-demo-id')
  const { pathname, searchParams } = new URL(stream.url)
  return header?.[1] ?? searchParams.get('id') ?? /^\/as\/([^/]+)\//.exec(pathname)?.[1] ?? ''
}

function compareOne(sent: SentEntry, stream: StreamSnapshot | undefined): string[] {
  const name = `${sent.method} ${sent.url} (${sent.id})`
  if (!stream) return [`${name}: not captured`]
  if (stream.state === 'pending' || stream.state === 'open') return [`${name}: never ended in the panel`]
  if (stream.state !== 'complete' || stream.length === sent.bytesOffered) return []
  return [`${name}: ${stream.length} bytes captured of ${sent.bytesOffered} sent`]
}

/** What the panel lacks of what the server sent, a line for each; requests of one client are paired in their order. */
export function missingFrom(captured: readonly StreamSnapshot[], sent: readonly SentEntry[]): string[] {
  const waiting = [...captured]
  return sent.flatMap(entry => {
    const place = waiting.findIndex(stream => demoId(stream) === entry.id)
    return compareOne(entry, place < 0 ? undefined : waiting.splice(place, 1)[0])
  })
}
