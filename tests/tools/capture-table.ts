import type { StreamSnapshot } from '../browser/harness/session-snapshot.ts'

type Column = [title: string, cell: (stream: StreamSnapshot) => string | number | null]

const contentType = ({ responseHeaders }: StreamSnapshot) =>
  responseHeaders.find(([name]) => name.toLowerCase() === 'content-type')?.[1].split(';')[0] ?? ''

const firstChunk = ({ chunks, openedAt }: StreamSnapshot) =>
  chunks[0] ? `${(chunks[0].time - openedAt).toFixed(1)} ms` : ''

const COLUMNS: readonly Column[] = [
  ['stream', stream => new URL(stream.url).pathname],
  ['method', stream => stream.method],
  ['status', stream => stream.status],
  ['type', contentType],
  ['state', stream => stream.state],
  ['events', stream => stream.eventCount],
  ['chunks', stream => stream.chunks.length],
  ['bytes', stream => stream.length],
  ['first chunk', firstChunk],
]

/** The streams as lines of aligned columns, numbers to the right. */
export function captureTable(streams: readonly StreamSnapshot[]): string {
  const rows = [
    COLUMNS.map(([title]) => title),
    ...streams.map(stream => COLUMNS.map(([, cell]) => String(cell(stream) ?? ''))),
  ]
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  const isNumeric = (text: string) => /^\d[\d.]*( ms)?$/.test(text)
  const align = (text: string, width: number) => (isNumeric(text) ? text.padStart(width) : text.padEnd(width))
  return rows
    .map(row =>
      row
        .map((text, column) => align(text, widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
