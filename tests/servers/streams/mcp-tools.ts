import { setTimeout as sleep } from 'node:timers/promises'
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import { z } from 'zod'
import type { Route } from '../exchange.ts'
import type { Pace } from '../pace.ts'
import { webRoute } from '../web-route.ts'

/** `/mcp`: the MCP SDK's own server over Streamable HTTP, with sessions and one tool that tells its progress. */
export const mcpTools = (pace: (url: URL) => Pace): Route => {
  const sessions = new Map<string, WebStandardStreamableHTTPServerTransport>()
  return webRoute(async (request, { url }) => {
    const known = sessions.get(request.headers.get('mcp-session-id') ?? '')
    return (known ?? (await openSession(sessions, pace(url)))).handleRequest(request)
  })
}

const openSession = async (sessions: Map<string, WebStandardStreamableHTTPServerTransport>, pace: Pace) => {
  const transport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: () => crypto.randomUUID(),
    onsessioninitialized: id => void sessions.set(id, transport),
    onsessionclosed: id => void sessions.delete(id),
  })
  await createServer(pace).connect(transport)
  return transport
}

const createServer = (pace: Pace): McpServer => {
  const server = new McpServer({ name: 'streamtap-demo', version: '1.0.0' })
  const inputSchema = { to: z.number() }
  server.registerTool(
    'count',
    { description: 'Counts', inputSchema },
    async ({ to }, { _meta, sendNotification }) => {
      for (let progress = 1; progress <= to; progress++) {
        await sleep(pace(progress))
        const progressToken = _meta?.progressToken
        if (progressToken === undefined) continue
        const params = { progressToken, progress, total: to, message: `step ${progress}` }
        await sendNotification({ method: 'notifications/progress', params })
      }
      return { content: [{ type: 'text', text: `counted to ${to}` }] }
    },
  )
  return server
}
