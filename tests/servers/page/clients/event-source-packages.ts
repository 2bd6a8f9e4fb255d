import { address, type Client } from '../client'

const TYPES = ['message', 'greeting', 'progress', 'done']

export const eventSourcePackage: Client = {
  name: 'eventsource-package',
  title: 'eventsource package',
  description: 'The stream of the getReader() card by GET, read with the eventsource package over fetch.',
  run: async run => {
    const { EventSource } = await import('eventsource')
    await new Promise<void>((resolve, reject) => {
      const source = new EventSource(address('/sse/plain', { ...run.query, id: run.id }))
      for (const type of TYPES) {
        source.addEventListener(type, ({ data, lastEventId }) => {
          run.event({ type, data, lastEventId })
          run.print(`${type}: ${data}\n`, 'answer')
          if (type !== 'done') return
          source.close()
          resolve()
        })
      }
      source.onerror = () => {
        source.close()
        reject(new Error('The connection failed.'))
      }
    })
  },
}

export const sseJs: Client = {
  name: 'sse-js',
  title: 'sse.js',
  description: 'The same stream by POST with a header, read with sse.js over XMLHttpRequest.',
  run: async run => {
    const { SSE } = await import('sse.js')
    await new Promise<void>((resolve, reject) => {
      const source = new SSE(address('/sse/plain', run.query), {
        headers: { 'x-demo-id': run.id, 'content-type': 'application/json' },
        payload: JSON.stringify({ topic: 'greetings', stream: true }),
      })
      for (const type of TYPES) {
        source.addEventListener(type, ({ data, lastEventId }: MessageEvent) => {
          run.event({ type, data, lastEventId })
          run.print(`${type}: ${data}\n`, 'answer')
          if (type === 'done') resolve()
        })
      }
      source.addEventListener('error', () => reject(new Error('The connection failed.')))
      source.stream()
    })
  },
}
