import { setTimeout as sleep } from 'node:timers/promises'
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import type { Route } from '../exchange.ts'
import type { Pace } from '../pace.ts'
import { webRoute } from '../web-route.ts'

/** `POST /mcp/stateless`: the MCP server of revision 2026-07-28: no sessions, each request for itself. */
export const mcpStateless = (pace: (url: URL) => Pace): Route =>
  webRoute((request, { url }) => createMcpHandler(() => createServer(pace(url))).fetch(request))

const createServer = (pace: Pace): McpServer => {
  const server = new McpServer({ name: 'streamtap-demo', version: '1.0.0' })
  const inputSchema = z.object({ to: z.number() })
  server.registerTool('count', { description: 'Counts', inputSchema }, async ({ to }, { mcpReq }) => {
    const progressToken = mcpReq._meta?.progressToken
    for (let progress = 1; progress <= to; progress++) {
      await sleep(pace(progress))
      if (progressToken === undefined) continue
      const params = { progressToken, progress, total: to, message: `step ${progress}` }
      await mcpReq.notify({ method: 'notifications/progress', params })
    }
    return { content: [{ type: 'text', text: `counted to ${to}` }] }
  })
  return server
}
