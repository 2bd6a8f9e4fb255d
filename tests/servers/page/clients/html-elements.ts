import { address, type Client, type Run } from '../client'

const LINES = 4

export const turbo: Client = {
  name: 'turbo',
  title: 'Turbo Streams',
  description: 'HTML for the page, read by <turbo-stream-source> of @hotwired/turbo over EventSource.',
  run: async run => {
    const { session } = await import('@hotwired/turbo')
    // The page's links and forms stay as they are.
    session.drive = false
    const target = place(run)
    const source = document.createElement('turbo-stream-source')
    source.setAttribute('src', address('/html/turbo', { ...run.query, id: run.id, target: target.id }))
    await linesIn(run, target, () => document.body.append(source))
    source.remove()
    target.remove()
  },
}

export const htmx: Client = {
  name: 'htmx',
  title: 'htmx',
  description: 'Fragments of HTML, read by hx-sse of htmx 4 over fetch.',
  run: async run => {
    const { default: htmx } = await import('htmx.org')
    Object.assign(window, { htmx })
    await import('htmx.org/dist/ext/hx-sse.js')
    const target = place(run)
    target.setAttribute('hx-sse:connect', address('/html/htmx', { ...run.query, id: run.id }))
    target.setAttribute('hx-swap', 'beforeend')
    await linesIn(run, target, () => htmx.process(target))
    // Its stream ends with its element.
    target.remove()
  },
}

const place = (run: Run): HTMLElement => {
  const target = document.createElement('div')
  target.id = `lines-${run.id}`
  target.hidden = true
  document.body.append(target)
  return target
}

/** Resolves when every line has come into the element. */
const linesIn = (run: Run, target: HTMLElement, begin: () => void): Promise<void> =>
  new Promise(resolve => {
    let seen = 0
    const observer = new MutationObserver(() => {
      const lines = target.querySelectorAll('p')
      for (; seen < lines.length; seen++) {
        const html = lines[seen]?.outerHTML ?? ''
        run.event(html)
        run.print(`${html}\n`, 'answer')
      }
      if (seen < LINES) return
      observer.disconnect()
      resolve()
    })
    observer.observe(target, { childList: true, subtree: true })
    begin()
  })
