import { address, type Client, type Run } from '../client'

const body = { model: 'demo-model', messages: [{ role: 'user', content: 'Hi' }], stream: true }

export const axiosFetch: Client = {
  name: 'axios-fetch',
  title: 'axios, fetch adapter',
  description: 'JSON Lines read from the stream that axios gives with its fetch adapter.',
  run: async run => {
    const { default: axios } = await import('axios')
    const { data } = await axios.post<ReadableStream<Uint8Array>>(address('/ndjson', run.query), body, {
      adapter: 'fetch',
      responseType: 'stream',
      headers: { 'x-demo-id': run.id },
    })
    await readLines(run, data)
  },
}

export const axiosXhr: Client = {
  name: 'axios-xhr',
  title: 'axios, XMLHttpRequest',
  description: 'JSON Lines read from responseText at the progress events that axios passes on.',
  run: async run => {
    const { default: axios } = await import('axios')
    const lines = lineReader(run)
    let seen = 0
    const take = (text: string) => {
      lines(text.slice(seen))
      seen = text.length
    }
    const { data } = await axios.post<string>(address('/ndjson', run.query), body, {
      adapter: 'xhr',
      responseType: 'text',
      headers: { 'x-demo-id': run.id },
      onDownloadProgress: ({ event }) => take(event.target.responseText),
    })
    take(data)
  },
}

export const ky: Client = {
  name: 'ky',
  title: 'ky',
  description: 'JSON Lines read from the body of a ky response.',
  run: async run => {
    const { default: ky } = await import('ky')
    const headers = { 'x-demo-id': run.id }
    const response = await ky.post(address('/ndjson', run.query), { json: body, headers })
    if (response.body) await readLines(run, response.body)
  },
}

const lineReader = (run: Run): ((text: string) => void) => {
  let rest = ''
  return text => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const value = JSON.parse(line)
      run.event(value)
      run.print(value.message.content, 'answer')
    }
  }
}

const readLines = async (run: Run, stream: ReadableStream<Uint8Array>): Promise<void> => {
  const read = lineReader(run)
  const reader = stream
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    read(value)
  }
}
