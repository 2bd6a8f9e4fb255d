import OpenAI from 'openai'
import { ChatCompletionStream } from 'openai/lib/ChatCompletionStream'
import type { Client, Run } from '../client'
import { linesOf } from '../lines'

export const openai: Client = {
  name: 'openai',
  title: 'OpenAI chat',
  description: 'A chat completion with reasoning and a tool call, read with the openai package.',
  run: async run => {
    const api = new OpenAI({
      apiKey: 'sk-demo-not-a-real-key',
      baseURL: `${location.origin}/v1`,
      dangerouslyAllowBrowser: true,
      defaultHeaders: { 'x-demo-id': run.id },
      defaultQuery: run.query,
    })
    const stream = await api.chat.completions.create({
      model: 'demo-model',
      messages: [{ role: 'user', content: '你好! How is the weather?' }],
      stream: true,
      stream_options: { include_usage: true },
    })
    const chunks: Chunk[] = []
    for await (const chunk of stream) {
      chunks.push(chunk)
      run.event(chunk)
      show(run, chunk)
    }
    run.message(() => ChatCompletionStream.fromReadableStream(linesOf(chunks)).finalChatCompletion())
  },
}

type Chunk = OpenAI.Chat.Completions.ChatCompletionChunk

const show = (run: Run, { choices, usage }: Chunk): void => {
  for (const { delta } of choices) {
    // Compatible servers add this field; the package passes it on without a type.
    if ('reasoning_content' in delta) run.print(String(delta.reasoning_content), 'reasoning')
    if (delta.content) run.print(delta.content, 'answer')
    for (const call of delta.tool_calls ?? []) {
      run.print(call.function?.name ? `${call.function.name} ` : (call.function?.arguments ?? ''), 'tool')
    }
  }
  if (usage) run.print(`${usage.total_tokens} tokens`, 'note')
}
