/** The ways in which pages read; each begins to read, and what it throws is the page's own and caught by nobody. */
export const readers = {
  /** Decodes each chunk by itself and parses each of its lines. */
  linesOfChunks: (url: string) => {
    const read = async () => {
      const reader = (await fetch(url)).body?.getReader()
      for (let result = await reader?.read(); result && !result.done; result = await reader?.read())
        for (const line of new TextDecoder().decode(result.value).split('\n'))
          if (line.startsWith('data: ')) JSON.parse(line.slice(6))
    }
    void read()
  },
  /** Takes every chunk for a line of JSON. */
  chunksAsLines: (url: string) => {
    const read = async () => {
      const reader = (await fetch(url)).body?.getReader()
      for (let result = await reader?.read(); result && !result.done; result = await reader?.read())
        JSON.parse(new TextDecoder().decode(result.value))
    }
    void read()
  },
  /** Takes each block for an event with JSON. */
  blocksOfChunks: (url: string) => {
    const read = async () => {
      const body = (await fetch(url)).body?.pipeThrough(new TextDecoderStream())
      const reader = body?.getReader()
      for (let result = await reader?.read(); result && !result.done; result = await reader?.read())
        for (const block of result.value.split('\n\n')) if (block) JSON.parse(block.replace(/^data: /, ''))
    }
    void read()
  },
  /** Has whole lines, and parses all data. */
  allData: (url: string) => {
    const read = async () => {
      const reader = (await fetch(url)).body?.pipeThrough(new TextDecoderStream()).getReader()
      let rest = ''
      for (let result = await reader?.read(); result && !result.done; result = await reader?.read()) {
        const lines = (rest + result.value).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) if (line.startsWith('data:')) JSON.parse(line.slice(5))
      }
    }
    void read()
  },
  /** As pages should: whole lines, and only data that may be JSON. */
  carefully: (url: string) => {
    const read = async () => {
      const reader = (await fetch(url)).body?.pipeThrough(new TextDecoderStream()).getReader()
      let rest = ''
      for (let result = await reader?.read(); result && !result.done; result = await reader?.read()) {
        const lines = (rest + result.value).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) {
          const data = line.replace(/^data: ?/, '').trim()
          if (data.startsWith('{')) JSON.parse(data)
        }
      }
    }
    void read()
  },
  eventSource: (url: string) => {
    const source = new EventSource(url)
    source.onmessage = ({ data }) => JSON.parse(data)
    source.onerror = () => source.close()
  },
  carefulEventSource: (url: string) => {
    const source = new EventSource(url)
    source.onmessage = ({ data }) => data.trim() !== '[DONE]' && JSON.parse(data)
    source.onerror = () => source.close()
  },
  progress: (url: string) => {
    const request = new XMLHttpRequest()
    let seen = 0
    request.open('GET', url)
    request.send()
    request.onprogress = () => {
      const news = request.responseText.slice(seen)
      seen += news.length
      for (const line of news.split('\n')) if (line.startsWith('data: ')) JSON.parse(line.slice(6))
    }
  },
} as const

export type Reader = keyof typeof readers
