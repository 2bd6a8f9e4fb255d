import type { DocumentInfo, StreamOpened } from '../wire/records'
import { parseUrl } from './url'

/** Where in the tab a stream was opened. */
export interface FrameLabel {
  /** `elsewhere`: in no frame with hooks, such as a worker; DevTools saw it. */
  place: 'top' | 'frame' | 'elsewhere'
  /** The frame's name, else its URL in short. */
  label: string
  /** A sandbox took the origin away that its URL would give it. */
  isSandboxed: boolean
  url: string
  origin: string
  name: string
}

const LABEL_LIMIT = 200
const DATA_LIMIT = 40

export const frameLabel = (document: DocumentInfo, { observer }: StreamOpened): FrameLabel => {
  const { url, origin, frameName } = document
  return {
    place: document.isTopFrame ? 'top' : observer === 'devtools' ? 'elsewhere' : 'frame',
    label: (frameName || shortUrl(url)).slice(0, LABEL_LIMIT),
    isSandboxed: origin === 'null' && hasOrigin(url),
    url,
    origin,
    name: frameName,
  }
}

/** Host and path; for URLs without a host, what they are. */
export const shortUrl = (url: string): string => {
  if (url === 'about:srcdoc') return 'srcdoc'
  const parsed = parseUrl(url)
  if (parsed?.protocol === 'blob:') return `blob:${parseUrl(parsed.origin)?.host ?? ''}`
  if (parsed?.protocol === 'data:')
    return url.slice(0, Math.min(DATA_LIMIT, (url.indexOf(',') + 1 || 41) - 1))
  return parsed?.host ? parsed.host + parsed.pathname : url
}

/** Whether a document with this URL has an origin of its own or inherits one (HTML 7.1.1). */
const hasOrigin = (url: string): boolean =>
  /^(?:https?:|about:)/i.test(url) || (/^blob:/i.test(url) && parseUrl(url)?.origin !== 'null')
