/** Long enough to be sent as a text row, and full of what could be taken for rows. */
export const LONG_TEXT = '1:{"é":"😀"}\n2:T5,\n0:I[]\n'.repeat(60)
export const BYTES = Uint8Array.of(10, 0, 255, 48, 58, 123, 10)
export const FLOATS = Float64Array.of(1.5, -2)

/** Something of every kind that has a row of its own. */
export const flightModel = () => ({
  short: 'text',
  long: LONG_TEXT,
  bytes: BYTES,
  floats: FLOATS,
  buffer: BYTES.slice().buffer,
  later: Promise.resolve({ done: true }),
  failing: Promise.reject(new Error('no')),
  texts: (async function* () {
    yield LONG_TEXT
    yield 'short'
  })(),
  stream: new ReadableStream({
    type: 'bytes',
    start(controller) {
      controller.enqueue(BYTES.slice())
      controller.close()
    },
  }),
})
