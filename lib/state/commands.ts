/** What the panel asks of the page it lives in. */
export interface PanelCommands {
  setRecording(on: boolean): void
  setPreserveLog(on: boolean): void
  /** The session was emptied; its sources should forget what they hold for replay. */
  clear(): void
  /** Puts text on the clipboard; false where the browser refuses. */
  copy(text: string): boolean
  /** Makes ready a part of a file, so that saving it takes no more work. */
  filePart(text: string): BlobPart
  /** Saves a file. */
  download(name: string, mime: string, parts: BlobPart[]): void
}
