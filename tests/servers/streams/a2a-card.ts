import { AgentCard } from '@a2a-js/sdk'

/** What the demo's agent says of itself; `url` is where it takes messages. */
export const agentCard = (url: string): AgentCard =>
  AgentCard.fromJSON({
    ...{ name: 'Demo agent', description: 'Answers in pieces.', version: '1.0.0', skills: [] },
    supportedInterfaces: [{ url, protocolBinding: 'JSONRPC', protocolVersion: '1.0' }],
    capabilities: { streaming: true },
    ...{ defaultInputModes: ['text/plain'], defaultOutputModes: ['text/plain'] },
  })
