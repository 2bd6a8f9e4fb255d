import { address, type Client } from '../client'

const TYPES = ['message', 'greeting', 'progress', 'done']

export const eventSource: Client = {
  name: 'event-source',
  title: 'EventSource',
  description: 'The stream of the getReader() card by GET, read with the browser’s own EventSource.',
  run: run =>
    new Promise((resolve, reject) => {
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
    }),
}
