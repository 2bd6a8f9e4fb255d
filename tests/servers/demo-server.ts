import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Milliseconds } from '../../lib/wire/units.ts'
import { acceptExchange, addressOf, type Exchange, type Route } from './exchange.ts'
import { blankPage, type FixturePage, framesPage, vandalPage } from './fixture/pages.ts'
import { fixtureStream } from './fixture/stream.ts'
import { workerScript } from './fixture/worker-script.ts'
import { createJournal, type Journal, latest, type SentStream } from './journal.ts'
import { paceOf } from './pace.ts'
import { describeStream, reportOn } from './report.ts'
import { DEMO_PAGE_DIRECTORY, serveFile } from './static-files.ts'
import { a2aAgent } from './streams/a2a-agent.ts'
import { agUiRun } from './streams/ag-ui-run.ts'
import { aiSdkChat } from './streams/ai-sdk-chat.ts'
import { aiSdkDataChat } from './streams/ai-sdk-data-chat.ts'
import { anthropicMessages } from './streams/anthropic-messages.ts'
import { geminiContent } from './streams/gemini-content.ts'
import { graphqlFeed } from './streams/graphql-feed.ts'
import { graphqlYoga } from './streams/graphql-yoga.ts'
import { htmxFeed, turboFeed } from './streams/html-feed.ts'
import { jobFeed } from './streams/job-feed.ts'
import { langgraphRun } from './streams/langgraph-run.ts'
import { mcpStateless } from './streams/mcp-stateless.ts'
import { mcpTools } from './streams/mcp-tools.ts'
import { ndjsonChat } from './streams/ndjson-chat.ts'
import { ollamaChat } from './streams/ollama-chat.ts'
import { openaiChat } from './streams/openai-chat.ts'
import { openaiResponses } from './streams/openai-responses.ts'
import { plainSse } from './streams/plain-sse.ts'
import { speaker } from './streams/speaker.ts'
import { trpcFeed } from './streams/trpc-feed.ts'

export interface DemoServerOptions {
  /** 0 takes any free port. */
  port?: number
  /** Between two writes, where the request has no `?pace=`. Null: 40 to 120 ms. */
  pace?: Milliseconds | null
  /** The directory of the built page. */
  page?: string
}

export interface DemoServer {
  /** Origin without a slash: `http://127.0.0.1:…`. `http://localhost:…` is the same server as another origin. */
  url: string
  port: number
  /** The latest request under an id (`x-demo-id` header or `?id=`). Throws if none has arrived. */
  sent(id: string): SentStream
  /** All requests under an id, in order of arrival, preflights and reconnects included. */
  requests(id: string): readonly SentStream[]
  /** Resolves when the latest stream under an id is over, whoever ended it. */
  whenClosed(id: string): Promise<SentStream>
  close(): Promise<void>
}

/** Serves the demo page and its streams on plain HTTP/1.1, and remembers every stream it sent. */
export const startDemoServer = async (options: DemoServerOptions = {}): Promise<DemoServer> => {
  const { port = 0, pace = null, page = DEMO_PAGE_DIRECTORY } = options
  const journal = createJournal()
  const routes = createRoutes(journal, pace)
  const server = createServer({ maxHeaderSize: 1_048_576 }, (request, response) => {
    answer(request, response, { journal, routes, page }).catch(error => {
      console.error(error)
      response.destroy()
    })
  })
  const bound = await listen(server, port)

  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    sent: id => latest(journal.of(id), id),
    requests: journal.of,
    whenClosed: journal.whenClosed,
    close: () => shut(server),
  }
}

interface Site {
  journal: Journal
  routes: ReadonlyMap<string, Route>
  page: string
}

const createRoutes = (journal: Journal, fallback: Milliseconds | null): ReadonlyMap<string, Route> => {
  const pace = (url: URL) => paceOf(url, fallback)
  const attempts = ({ sent }: Exchange): number =>
    journal.of(sent.id).filter(({ method, order }) => method !== 'OPTIONS' && order <= sent.order).length
  return new Map([
    ['/v1/chat/completions', openaiChat(pace)],
    ['/v1/responses', openaiResponses(pace)],
    ['/v1/messages', anthropicMessages(pace)],
    ['/api/chat', aiSdkChat(pace)],
    ['/api/chat-4', aiSdkDataChat(pace)],
    ['/sse/plain', plainSse(pace)],
    ['/sse/feed', jobFeed(pace)],
    ['/ndjson', ndjsonChat(pace)],
    ['/ollama/api/chat', ollamaChat(pace)],
    ['/gemini/v1beta/models', geminiContent(pace)],
    ['/langgraph/runs', langgraphRun(pace)],
    ['/a2a', a2aAgent(pace)],
    ['/mcp', mcpTools(pace)],
    ['/mcp/stateless', mcpStateless(pace)],
    ['/graphql/stream', graphqlFeed(pace)],
    ['/graphql/yoga', graphqlYoga(pace)],
    ['/rpc/demo.Speaker', speaker(pace)],
    ['/trpc', trpcFeed(pace)],
    ['/ag-ui', agUiRun(pace)],
    ['/html/turbo', turboFeed(pace)],
    ['/html/htmx', htmxFeed(pace)],
    ['/fixture/stream', fixtureStream(attempts)],
  ])
}

const answer = async (request: IncomingMessage, response: ServerResponse, site: Site): Promise<void> => {
  const url = addressOf(request)
  const route = site.routes.get(url.pathname) ?? site.routes.get(url.pathname.replace(/\/[^/]*$/, ''))
  if (route !== undefined) return runRoute(route, await acceptExchange(request, response, site.journal))
  const id = url.searchParams.get('id') ?? ''
  if (url.pathname === '/log') return sendJson(response, site.journal.all().map(describeStream))
  if (url.pathname === '/fixture/report') return sendJson(response, reportOn(id, site.journal.of(id)))
  if (url.pathname === '/fixture/page') return sendPage(response, blankPage(url))
  if (url.pathname === '/fixture/vandal') return sendPage(response, vandalPage())
  if (url.pathname === '/fixture/frames') return sendPage(response, framesPage(request.headers.host ?? ''))
  if (url.pathname === '/fixture/worker.js') return sendScript(response, workerScript)
  return serveFile(site.page, url.pathname, response)
}

const runRoute = async (route: Route, exchange: Exchange): Promise<void> => {
  try {
    await route(exchange)
  } catch (error) {
    // A client that leaves early is an ordinary end; the journal has it.
    if (!exchange.gone.aborted) throw error
  }
}

const sendJson = (response: ServerResponse, value: unknown): void => {
  response.writeHead(200, { 'content-type': 'application/json', 'access-control-allow-origin': '*' })
  response.end(JSON.stringify(value, null, 2))
}

const sendPage = (response: ServerResponse, { headers, html }: FixturePage): void => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers })
  response.end(html)
}

const sendScript = (response: ServerResponse, script: string): void => {
  response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-store' })
  response.end(script)
}

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })

const shut = (server: Server): Promise<void> =>
  new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
