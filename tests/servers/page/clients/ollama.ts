import { Ollama } from 'ollama/browser'
import type { Client } from '../client'

export const ollama: Client = {
  name: 'ollama',
  title: 'Ollama chat',
  description: 'Thinking, text and a tool call, read with the ollama package.',
  run: async run => {
    const api = new Ollama({ host: `${location.origin}/as/${run.id}/ollama` })
    const messages = [{ role: 'user', content: 'How is the weather?' }]
    const stream = await api.chat({ model: 'demo-model', messages, stream: true, think: true })
    for await (const part of stream) {
      run.event(part)
      run.print(part.message.thinking ?? '', 'reasoning')
      run.print(part.message.content, 'answer')
    }
  },
}
