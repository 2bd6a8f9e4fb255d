import { callChatApi } from '@ai-sdk/ui-utils'
import { address, type Client } from '../client'

export const aiSdkData: Client = {
  name: 'ai-sdk-data',
  title: 'AI SDK 4 chat',
  description:
    'A data stream of version 4 in two steps around a tool, read with callChatApi of @ai-sdk/ui-utils.',
  run: async run => {
    let shown = ''
    await callChatApi({
      api: address('/api/chat-4', run.query),
      headers: { 'x-demo-id': run.id },
      body: { messages: [{ role: 'user', content: 'What is the weather in 東京?' }] },
      streamProtocol: 'data',
      credentials: undefined,
      abortController: undefined,
      restoreMessagesOnFailure: () => {},
      fetch: undefined,
      onResponse: undefined,
      onToolCall: undefined,
      generateId: () => crypto.randomUUID(),
      lastMessage: undefined,
      onUpdate: ({ message }) => {
        run.event(message.content)
        run.print(message.content.slice(shown.length), 'answer')
        shown = message.content
      },
      onFinish: (message, end) => run.message(() => ({ ...message, ...end })),
    })
  },
}
