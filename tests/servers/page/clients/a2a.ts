import { SendMessageRequest } from '@a2a-js/sdk'
import { ClientFactory } from '@a2a-js/sdk/client'
import { agentCard } from '../../streams/a2a-card'
import type { Client } from '../client'

export const a2a: Client = {
  name: 'a2a',
  title: 'A2A agent',
  description: 'A task whose artifact comes in pieces, read with the client of @a2a-js/sdk.',
  run: async run => {
    const card = agentCard(`${location.origin}/as/${run.id}/a2a/rpc`)
    const client = await new ClientFactory().createFromAgentCard(card)
    const parts = [{ text: 'Hello' }]
    const message = { messageId: crypto.randomUUID(), role: 'ROLE_USER', parts }
    for await (const { payload } of client.sendMessageStream(SendMessageRequest.fromJSON({ message }))) {
      run.event(payload)
      if (payload?.$case === 'artifactUpdate')
        for (const { content } of payload.value.artifact?.parts ?? [])
          if (content?.$case === 'text') run.print(content.value, 'answer')
    }
  },
}
