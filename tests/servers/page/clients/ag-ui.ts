import { address, type Client } from '../client'

export const agUi: Client = {
  name: 'ag-ui',
  title: 'AG-UI agent',
  description: 'The run of an agent, read with HttpAgent of @ag-ui/client.',
  run: async run => {
    const { HttpAgent } = await import('@ag-ui/client')
    const agent = new HttpAgent({
      url: address('/ag-ui', run.query),
      headers: { 'x-demo-id': run.id },
      initialState: { status: 'idle', answers: [] },
    })
    agent.addMessage({ id: 'u1', role: 'user', content: 'Hello' })
    await agent.runAgent(
      {},
      {
        onEvent: ({ event }) => run.event(event),
        onTextMessageContentEvent: ({ event }) => run.print(event.delta, 'answer'),
      },
    )
    run.message(() => ({ messages: agent.messages, state: agent.state }))
  },
}
