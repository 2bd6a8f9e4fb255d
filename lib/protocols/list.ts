import { a2a } from './a2a'
import { agUi } from './ag-ui'
import { aiSdkData } from './ai-sdk-data'
import { aiSdkUi } from './ai-sdk-ui'
import { anthropicMessages } from './anthropic-messages'
import { connect } from './connect'
import { coze } from './coze'
import { dashscope } from './dashscope'
import { dify } from './dify'
import { gemini } from './gemini'
import { graphql } from './graphql'
import { datastar, html, turbo } from './html-streams'
import { jsonPatch } from './json-patch'
import { jsonRpc } from './json-rpc'
import { jsonStream } from './json-stream'
import { kubernetesWatch } from './kubernetes-watch'
import { langgraph } from './langgraph'
import { mcp } from './mcp'
import { mercure } from './mercure'
import { mergePatch } from './merge-patch'
import { ollama } from './ollama'
import { openaiChat } from './openai-chat'
import { openaiResponses } from './openai-responses'
import { rsc } from './rsc'
import { textStream } from './text-stream'
import { trpc } from './trpc'
import type { Protocol, ProtocolId } from './types'

/** Every protocol, the most met first; of two that fit equally the earlier is taken. The last two fit what none does. */
export const protocols: readonly Protocol[] = [
  openaiChat,
  aiSdkUi,
  aiSdkData,
  anthropicMessages,
  openaiResponses,
  gemini,
  rsc,
  ollama,
  dify,
  coze,
  trpc,
  langgraph,
  graphql,
  agUi,
  mcp,
  a2a,
  jsonRpc,
  datastar,
  turbo,
  html,
  connect,
  kubernetesWatch,
  dashscope,
  jsonPatch,
  mergePatch,
  mercure,
  jsonStream,
  textStream,
]

export const protocolById = (id: ProtocolId): Protocol | null =>
  protocols.find(protocol => protocol.id === id) ?? null
