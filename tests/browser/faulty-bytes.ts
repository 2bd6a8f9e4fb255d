import { type FaultyStream, whole } from './faulty-streams.ts'

const numbered = (...ids: number[]) => whole(ids.map(id => `id: ${id}\ndata: ${id}\n\n`).join(''))
const lines = (text: string) => whole(text, { type: 'application/x-ndjson' })

/** Servers that write their bytes wrongly, and rightly. */
export const FAULTY_BYTES: Readonly<Record<string, FaultyStream>> = {
  'no empty line at the end': {
    faulty: whole('data: a\n\ndata: b\n'),
    mended: whole('data: a\n\ndata: b\n\n'),
    evidence: { 'last-event-lost': ['Event 2'] },
  },
  'IDs again': {
    faulty: numbered(1, 2, 3, 4, 5, 6, 6, 7),
    mended: numbered(1, 2, 3, 4, 5, 6, 7),
    evidence: { 'id-repeated': ['Event 7'] },
  },
  'IDs late': {
    faulty: numbered(1, 2, 3, 4, 5, 6, 8, 7, 9),
    mended: numbered(1, 2, 3, 4, 5, 6, 7, 8, 9),
    evidence: { 'id-order': ['Event 8'] },
  },
  'IDs missing': {
    faulty: numbered(1, 2, 3, 4, 5, 6, 9, 10),
    mended: numbered(1, 2, 3, 4, 5, 6, 7, 8),
    evidence: { 'id-gap': ['Event 7'] },
  },
  'line breaks in data': {
    faulty: whole('data: first line\nsecond line\n\n'),
    mended: whole('data: first line\ndata: second line\n\n'),
    evidence: { 'newline-in-data': ['Byte 17'] },
  },
  'line breaks by hand': {
    faulty: whole('data: a\\nb\n\ndata: c\\nd\n\ndata: e\\nf\n\n'),
    mended: whole('data: a\ndata: b\n\ndata: c\ndata: d\n\ndata: e\ndata: f\n\n'),
    evidence: { 'newline-escaped': ['Event 1', 'Event 2', 'Event 3'] },
  },
  'a mark inside': {
    faulty: whole('\uFEFFdata: a\n\n\uFEFFdata: b\n\n'),
    mended: whole('\uFEFFdata: a\n\ndata: b\n\n'),
    evidence: { 'byte-order-mark-inside': ['Byte 12'] },
  },
  'retry in seconds': {
    faulty: whole('retry: 3s\ndata: a\n\n'),
    mended: whole('retry: 3000\ndata: a\n\n'),
    evidence: { 'invalid-reconnection-time': ['Byte 7'] },
  },
  'NUL in an ID': {
    faulty: whole('id: a\0b\ndata: a\n\n'),
    mended: whole('id: a-b\ndata: a\n\n'),
    evidence: { 'null-in-id': ['Byte 4'] },
  },
  'a field of its own': {
    faulty: whole('data: a\nmeta: x\n\n'),
    mended: whole('data: a\n: x\n\n'),
    evidence: { 'unknown-field': ['Byte 8'] },
  },
  'Latin-1': {
    faulty: whole(Buffer.from('data: caf\u00e9\n\n', 'latin1')),
    mended: whole('data: caf\u00e9\n\n'),
    evidence: { 'invalid-utf-8': ['Byte 9'] },
  },
  'lines that are no JSON': {
    faulty: lines('{"a":1}\n{"a":NaN}\n'),
    mended: lines('{"a":1}\n{"a":null}\n'),
    evidence: { 'invalid-json': ['Byte 8'] },
  },
  'a line that is cut': {
    faulty: lines('{"a":1}\n{"a":'),
    mended: lines('{"a":1}\n{"a":2}\n'),
    evidence: { truncated: ['Event 2', 'End'] },
  },
}
