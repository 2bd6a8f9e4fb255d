import type { Client } from '../client'
import type { ClientName } from '../demo-api'
import { a2a } from './a2a'
import { agUi } from './ag-ui'
import { aiSdk } from './ai-sdk'
import { aiSdkData } from './ai-sdk-data'
import { anthropic } from './anthropic'
import { connect, grpcWeb } from './connect'
import { eventSource } from './event-source'
import { eventSourcePackage, sseJs } from './event-source-packages'
import { feedAborted, feedToTheEnd } from './fetch-event-source'
import { gemini } from './gemini'
import { graphqlDistinct, graphqlSingle } from './graphql-sse'
import { graphqlMultipart, graphqlYogaSse } from './graphql-yoga'
import { htmx, turbo } from './html-elements'
import { axiosFetch, axiosXhr, ky } from './http-packages'
import { langgraph } from './langgraph'
import { mcp } from './mcp'
import { mcpStateless } from './mcp-stateless'
import { ndjson } from './ndjson'
import { ollama } from './ollama'
import { openai } from './openai'
import { openaiResponses } from './openai-responses'
import { reader } from './reader'
import { trpcBatch, trpcSubscription } from './trpc'

/** In the order of their cards. */
export const clients: Readonly<Record<ClientName, Client>> = {
  openai,
  'ai-sdk': aiSdk,
  'openai-responses': openaiResponses,
  anthropic,
  reader,
  'fetch-event-source': feedToTheEnd,
  'fetch-event-source-abort': feedAborted,
  ndjson,
  ollama,
  gemini,
  langgraph,
  a2a,
  'event-source': eventSource,
  'eventsource-package': eventSourcePackage,
  'sse-js': sseJs,
  mcp,
  'graphql-sse': graphqlDistinct,
  'graphql-sse-single': graphqlSingle,
  'trpc-subscription': trpcSubscription,
  'trpc-batch': trpcBatch,
  'ag-ui': agUi,
  'axios-fetch': axiosFetch,
  'axios-xhr': axiosXhr,
  ky,
  turbo,
  htmx,
  'ai-sdk-data': aiSdkData,
  'mcp-stateless': mcpStateless,
  'graphql-yoga': graphqlYogaSse,
  'graphql-multipart': graphqlMultipart,
  connect,
  'grpc-web': grpcWeb,
}
