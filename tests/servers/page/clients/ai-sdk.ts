import { DefaultChatTransport, readUIMessageStream, type UIMessage, type UIMessageChunk } from 'ai'
import { address, type Client, type Run } from '../client'

export const aiSdk: Client = {
  name: 'ai-sdk',
  title: 'AI SDK chat',
  description:
    'A UI message stream in two steps around a tool, read with DefaultChatTransport of the ai package.',
  run: async run => {
    const transport = new DefaultChatTransport<UIMessage>({
      api: address('/api/chat', run.query),
      headers: { 'x-demo-id': run.id },
    })
    const stream = await transport.sendMessages({
      chatId: 'demo',
      trigger: 'submit-message',
      messageId: undefined,
      messages: [question],
      abortSignal: undefined,
    })
    const [shown, joined] = stream.tee()
    const messages = lastOf(readUIMessageStream({ stream: joined }))
    for await (const chunk of shown) {
      run.event(chunk)
      show(run, chunk)
    }
    run.message(() => messages)
  },
}

const lastOf = async (messages: AsyncIterable<UIMessage>): Promise<UIMessage | undefined> => {
  let last: UIMessage | undefined
  for await (const message of messages) last = message
  return last
}

const question: UIMessage = {
  id: 'question',
  role: 'user',
  parts: [{ type: 'text', text: 'What is the weather in 東京?' }],
}

const show = (run: Run, chunk: UIMessageChunk): void => {
  if (chunk.type === 'text-delta') run.print(chunk.delta, 'answer')
  if (chunk.type === 'reasoning-delta') run.print(chunk.delta, 'reasoning')
  if (chunk.type === 'tool-input-start') run.print(`${chunk.toolName} `, 'tool')
  if (chunk.type === 'tool-input-delta') run.print(chunk.inputTextDelta, 'tool')
  if (chunk.type === 'tool-output-available') run.print(` → ${JSON.stringify(chunk.output)}`, 'tool')
  if (chunk.type === 'finish') run.print(`finished: ${chunk.finishReason}`, 'note')
}
