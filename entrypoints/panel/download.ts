/** Encodes the text, and leaves it to the browser, which may keep it on disk. */
export const filePart = (text: string): BlobPart => new Blob([text])

/** Saves a file as a download of this page. */
export const download = (name: string, mime: string, parts: BlobPart[]): void => {
  const url = URL.createObjectURL(new Blob(parts, { type: mime }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The download holds the blob by itself once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
