import Anthropic from '@anthropic-ai/sdk'
import { MessageStream } from '@anthropic-ai/sdk/lib/MessageStream'
import type { Client, Run } from '../client'
import { linesOf } from '../lines'

export const anthropic: Client = {
  name: 'anthropic',
  title: 'Anthropic messages',
  description: 'A message of thinking, text and a tool input, read with @anthropic-ai/sdk.',
  run: async run => {
    const api = new Anthropic({
      apiKey: 'sk-ant-demo-not-a-real-key',
      baseURL: location.origin,
      dangerouslyAllowBrowser: true,
      defaultHeaders: { 'x-demo-id': run.id },
      defaultQuery: run.query,
    })
    const stream = await api.messages.create({
      model: 'demo-model',
      max_tokens: 1024,
      messages: [{ role: 'user', content: 'A haiku about streams, please.' }],
      stream: true,
    })
    const events: Anthropic.RawMessageStreamEvent[] = []
    for await (const event of stream) {
      events.push(event)
      run.event(event)
      show(run, event)
    }
    run.message(() => MessageStream.fromReadableStream(linesOf(events)).finalMessage())
  },
}

const show = (run: Run, event: Anthropic.RawMessageStreamEvent): void => {
  if (event.type === 'content_block_start' && event.content_block.type === 'tool_use') {
    run.print(`${event.content_block.name} `, 'tool')
  }
  if (event.type === 'content_block_delta') {
    if (event.delta.type === 'thinking_delta') run.print(event.delta.thinking, 'reasoning')
    if (event.delta.type === 'text_delta') run.print(event.delta.text, 'answer')
    if (event.delta.type === 'input_json_delta') run.print(event.delta.partial_json, 'tool')
  }
  if (event.type === 'message_delta') run.print(`stopped: ${event.delta.stop_reason}`, 'note')
}
