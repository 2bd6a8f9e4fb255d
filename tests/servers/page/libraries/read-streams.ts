/** What a page sees of a stream through `fetch`, `XMLHttpRequest` and `EventSource`, whoever stands in their place. */
export const readStreams = async (url: string): Promise<unknown> => ({
  fetch: await readByFetch(url),
  xhr: await readByXhr(url),
  eventSource: await readByEventSource(url),
})

export const readByFetch = async (url: string): Promise<unknown> => {
  const response = await fetch(url, { headers: { accept: 'text/event-stream' } })
  const reader = response.body?.pipeThrough(new TextDecoderStream() as never).getReader()
  let text = ''
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) text += read.value
  return { status: response.status, url: response.url, type: response.type, text }
}

const XHR_EVENTS = ['loadstart', 'load', 'loadend', 'error', 'abort', 'timeout'] as const

export const readByXhr = (url: string): Promise<unknown> =>
  new Promise(resolve => {
    const request = new XMLHttpRequest()
    const events: string[] = []
    const states: number[] = []
    for (const type of XHR_EVENTS) request.addEventListener(type, () => events.push(type))
    request.onreadystatechange = () => {
      if (states.at(-1) !== request.readyState) states.push(request.readyState)
    }
    request.addEventListener('loadend', () =>
      queueMicrotask(() => resolve({ events, states, text: request.responseText, url: request.responseURL })),
    )
    request.open('GET', url)
    request.send()
  })

export const readByEventSource = (url: string, Source: typeof EventSource = EventSource): Promise<unknown> =>
  new Promise(resolve => {
    const source = new Source(url)
    const events: unknown[] = []
    source.onopen = ({ type }) => events.push(type)
    source.onmessage = ({ type, data }) => events.push([type, data])
    source.onerror = () => {
      source.close()
      resolve({ events, readyState: source.readyState, url: source.url })
    }
  })
