import { GoogleGenAI } from '@google/genai'
import type { Client } from '../client'

export const gemini: Client = {
  name: 'gemini',
  title: 'Gemini chat',
  description: 'A thought, text and a function call, read with a chat of @google/genai.',
  run: async run => {
    const httpOptions = { baseUrl: `${location.origin}/as/${run.id}/gemini`, apiVersion: 'v1beta' }
    const chat = new GoogleGenAI({ apiKey: 'demo-not-a-real-key', httpOptions }).chats.create({
      model: 'demo-model',
    })
    const stream = await chat.sendMessageStream({ message: 'How is the weather?' })
    for await (const part of stream) {
      run.event({ usage: part.usageMetadata, reason: part.candidates?.[0]?.finishReason })
      for (const { text, thought } of part.candidates?.[0]?.content?.parts ?? [])
        run.print(text ?? '', thought ? 'reasoning' : 'answer')
    }
    run.message(() => chat.getHistory())
  },
}
