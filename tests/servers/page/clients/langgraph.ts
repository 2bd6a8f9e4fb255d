import { Client as LangGraphClient } from '@langchain/langgraph-sdk/client'
import type { Client } from '../client'

export const langgraph: Client = {
  name: 'langgraph',
  title: 'LangGraph run',
  description: 'Messages that are whole each time, read with runs.stream of @langchain/langgraph-sdk.',
  run: async run => {
    const client = new LangGraphClient({
      apiUrl: `${location.origin}/langgraph`,
      apiKey: null,
      defaultHeaders: { 'x-demo-id': run.id },
    })
    const input = { messages: [{ role: 'user', content: 'Hello' }] }
    for await (const part of client.runs.stream(null, 'agent', { input, streamMode: 'messages' })) {
      run.event(part)
    }
  },
}
