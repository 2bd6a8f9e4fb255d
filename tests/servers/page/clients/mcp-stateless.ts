import { address, type Client } from '../client'

export const mcpStateless: Client = {
  name: 'mcp-stateless',
  title: 'MCP without sessions',
  description: 'The same tool by the revision of 2026-07-28, called with the MCP client package.',
  run: async run => {
    const { Client: McpClient, StreamableHTTPClientTransport } = await import('@modelcontextprotocol/client')
    const transport = new StreamableHTTPClientTransport(new URL(address('/mcp/stateless', run.query)), {
      requestInit: { headers: { 'x-demo-id': run.id } },
    })
    const client = new McpClient(
      { name: 'streamtap-demo', version: '1.0.0' },
      { versionNegotiation: { mode: { pin: '2026-07-28' } } },
    )
    await client.connect(transport)
    const result = await client.callTool(
      { name: 'count', arguments: { to: 5 } },
      {
        onprogress: progress => {
          run.event(progress)
          run.print(`${progress.message}\n`, 'tool')
        },
      },
    )
    run.event(result)
    run.message(() => result)
    run.print(JSON.stringify(result.content), 'answer')
    await client.close()
  },
}
