import type { Route } from '../exchange.ts'
import { type Pace, sendPaced } from '../pace.ts'

/** `GET /html/turbo`: Turbo Stream elements, one an event. */
export const turboFeed = (pace: (url: URL) => Pace): Route => htmlFeed(pace, turboElement)

/** `GET /html/htmx`: fragments of HTML, one an event without a name. */
export const htmxFeed = (pace: (url: URL) => Pace): Route => htmlFeed(pace, fragment)

const LINES = ['first', 'second', 'third 三', '<em>fourth</em>']

const htmlFeed =
  (pace: (url: URL) => Pace, render: (line: string, target: string) => string): Route =>
  async exchange => {
    const target = exchange.url.searchParams.get('target') ?? 'lines'
    exchange.open(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
    const events = LINES.map((line, index) => `id: ${index + 1}\ndata: ${render(line, target)}\n\n`)
    await sendPaced(exchange, [...events, ': the end\n\n'], pace(exchange.url))
  }

const turboElement = (line: string, target: string): string =>
  `<turbo-stream action="append" target="${target}"><template><p>${line}</p></template></turbo-stream>`

const fragment = (line: string): string => `<p>${line}</p>`
