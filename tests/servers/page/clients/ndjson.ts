import { address, type Client, type Run } from '../client'

export const ndjson: Client = {
  name: 'ndjson',
  title: 'JSON Lines',
  description: 'Lines of JSON as Ollama sends them, read with for await over response.body.',
  run: async run => {
    const response = await fetch(address('/ndjson', run.query), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-demo-id': run.id },
      body: JSON.stringify({
        model: 'demo-model',
        messages: [{ role: 'user', content: 'Hi' }],
        stream: true,
      }),
    })
    const decoder = new TextDecoder()
    let rest = ''
    for await (const bytes of response.body ?? []) {
      run.chunk({ size: bytes.length, at: performance.timeOrigin + performance.now() })
      const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) show(run, JSON.parse(line))
    }
  },
}

interface Line {
  message: { content: string }
  done: boolean
  eval_count?: number
}

const show = (run: Run, line: Line): void => {
  run.event(line)
  run.print(line.message.content, 'answer')
  if (line.done) run.print(`${line.eval_count} tokens`, 'note')
}
