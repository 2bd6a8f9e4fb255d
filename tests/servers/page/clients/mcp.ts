import { address, type Client } from '../client'

export const mcp: Client = {
  name: 'mcp',
  title: 'MCP tool call',
  description: 'A tool that tells its progress, called over Streamable HTTP with the MCP SDK.',
  run: async run => {
    const { Client: McpClient } = await import('@modelcontextprotocol/sdk/client/index.js')
    const { StreamableHTTPClientTransport } = await import(
      '@modelcontextprotocol/sdk/client/streamableHttp.js'
    )
    const transport = new StreamableHTTPClientTransport(new URL(address('/mcp', run.query)), {
      requestInit: { headers: { 'x-demo-id': run.id } },
    })
    const client = new McpClient({ name: 'streamtap-demo', version: '1.0.0' })
    await client.connect(transport)
    const result = await client.callTool({ name: 'count', arguments: { to: 5 } }, undefined, {
      onprogress: progress => {
        run.event(progress)
        run.print(`${progress.message}\n`, 'tool')
      },
    })
    run.event(result)
    run.message(() => result)
    run.print(JSON.stringify(result.content), 'answer')
    await transport.terminateSession()
    await client.close()
  },
}
