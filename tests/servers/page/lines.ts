/** Values as the lines of JSON that client libraries take streams up again from. */
export const linesOf = (values: readonly unknown[]): ReadableStream<Uint8Array> => {
  const text = values.map(value => `${JSON.stringify(value)}\n`).join('')
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text))
      controller.close()
    },
  })
}
