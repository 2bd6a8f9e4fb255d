import { createParser } from 'eventsource-parser'
import { address, type Client } from '../client'

export const reader: Client = {
  name: 'reader',
  title: 'fetch and getReader()',
  description:
    'Named events, comments, ids and an emoji cut in two, read in a loop and parsed by eventsource-parser.',
  run: async run => {
    const response = await fetch(address('/sse/plain', run.tail ? { ...run.query, tail: '1' } : run.query), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-demo-id': run.id },
      body: JSON.stringify({ topic: 'greetings', stream: true }),
    })
    if (!response.body) throw new TypeError('The response has no body.')
    const parser = createParser({
      onEvent: message => {
        run.event(message)
        run.print(`${message.event ?? 'message'}: ${message.data}\n`, 'answer')
      },
      onComment: comment => run.print(`: ${comment}\n`, 'note'),
    })
    const decoder = new TextDecoder()
    const body = response.body.getReader()
    for (;;) {
      const { done, value } = await body.read()
      const at = performance.timeOrigin + performance.now()
      if (done) return
      run.chunk({ size: value.length, at })
      parser.feed(decoder.decode(value, { stream: true }))
    }
  },
}
