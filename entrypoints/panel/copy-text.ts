/** Puts text on the clipboard; false where the browser refuses. DevTools' pages may not use `navigator.clipboard`. */
export const copyText = (text: string): boolean => {
  const write = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
  }
  document.addEventListener('copy', write, { once: true, capture: true })
  const isDone = document.execCommand('copy')
  document.removeEventListener('copy', write, { capture: true })
  return isDone
}
