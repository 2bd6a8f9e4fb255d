import { describe, expect, test } from 'vitest'
import { readBlock } from '../../../lib/event-stream/read-block'
import { bytesOf, type Piece } from './parsing'

const read = (...pieces: readonly Piece[]) => readBlock(bytesOf(...pieces), 100)

describe('readBlock', () => {
  test('gives every field with its span, counted from the start of the body', () =>
    expect(read(': hi\nevent: a\rid:7\r\ndata: x\n\n')).toEqual({
      type: 'a',
      data: 'x',
      id: '7',
      retry: null,
      comments: ['hi'],
      fields: [
        { name: '', value: 'hi', start: 100, end: 104 },
        { name: 'event', value: 'a', start: 105, end: 113 },
        { name: 'id', value: '7', start: 114, end: 118 },
        { name: 'data', value: 'x', start: 120, end: 127 },
      ],
    }))

  test('spans count bytes where characters take several', () =>
    expect(read('data: é€😀\nid: ü\n\n')).toMatchObject({
      data: 'é€😀',
      id: 'ü',
      fields: [
        { start: 100, end: 115 },
        { start: 116, end: 122 },
      ],
    }))

  test('errors become U+FFFD', () => expect(read('data: a', [0xff], 'b\n\n').data).toBe('a\uFFFDb'))

  test('an error does not shift the fields behind it', () =>
    expect(read('data:', [0xf0, 0x9f, 0x98], '\nid: 1\n\n')).toMatchObject({ data: '\uFFFD', id: '1' }))

  test('a line that is only a name, or only a colon and a space', () =>
    expect(read('data\n: \n\n')).toMatchObject({
      data: '',
      comments: [''],
      fields: [{ name: 'data', value: '' }, {}],
    }))

  test.each([
    ['retry: 1500\n\n', 1500],
    ['retry: 007\n\n', 7],
    ['retry: 10\nretry: x\n\n', 10],
    ['retry\n\n', null],
    ['retry: -1\n\n', null],
    ['retry: ٣\n\n', null],
  ])('%j has the reconnection time %s', (body, retry) => expect(read(body).retry).toBe(retry))

  test('a last line without line end counts', () => expect(read('data: a\ndata: b').data).toBe('a\nb'))

  test('a byte order mark is stripped at the start of the body only', () => {
    expect(readBlock(bytesOf('\uFEFFdata: a\n\n'), 0)).toMatchObject({ data: 'a', fields: [{ start: 3 }] })
    expect(readBlock(bytesOf('\uFEFFdata: a\n\n'), 3)).toMatchObject({
      data: '',
      fields: [{ name: '\uFEFFdata' }],
    })
    expect(readBlock(bytesOf('data: \uFEFF\n\n'), 0).data).toBe('\uFEFF')
  })
})
