import { setTimeout as sleep } from 'node:timers/promises'
import { AgentCard, formatSSEEvent, Task, TaskArtifactUpdateEvent, TaskStatusUpdateEvent } from '@a2a-js/sdk'
import {
  AgentEvent,
  type AgentExecutor,
  DefaultRequestHandler,
  InMemoryTaskStore,
  JsonRpcTransportHandler,
  ServerCallContext,
} from '@a2a-js/sdk/server'
import type { Route } from '../exchange.ts'
import { type Pace, tokens } from '../pace.ts'

const ANSWER = 'Agents hand on artifacts piece by piece, 一块一块地 🧩.'

/** `POST /a2a/…`: one task of an agent, by the server of @a2a-js/sdk. Its card names the address that it was asked by. */
export const a2aAgent =
  (pace: (url: URL) => Pace): Route =>
  async exchange => {
    const { url } = exchange
    if (url.pathname.endsWith('agent-card.json')) {
      const origin = `http://${exchange.sent.headers.host}`
      exchange.open(200, { 'content-type': 'application/json' })
      await exchange.write(JSON.stringify(AgentCard.toJSON(card(`${origin}/as/${exchange.sent.id}/a2a/rpc`))))
      return exchange.end()
    }
    const handler = new DefaultRequestHandler(card('/'), new InMemoryTaskStore(), executor(pace(url)))
    const context = new ServerCallContext({ requestedVersion: '1.0' })
    const answer = await new JsonRpcTransportHandler(handler).handle(exchange.body, context)
    exchange.open(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
    const events = Symbol.asyncIterator in answer ? answer : [answer]
    for await (const event of events) await exchange.write(formatSSEEvent(event))
    await exchange.end()
  }

const card = (url: string): AgentCard =>
  AgentCard.fromJSON({
    ...{ name: 'Demo agent', description: 'Answers in pieces.', version: '1.0.0', skills: [] },
    supportedInterfaces: [{ url, protocolBinding: 'JSONRPC', protocolVersion: '1.0' }],
    capabilities: { streaming: true },
    ...{ defaultInputModes: ['text/plain'], defaultOutputModes: ['text/plain'] },
  })

const executor = (pace: Pace): AgentExecutor => ({
  async execute({ taskId, contextId }, bus) {
    const status = (state: string) => ({ state, timestamp: new Date().toISOString() })
    const ids = { taskId, contextId }
    bus.publish(
      AgentEvent.task(Task.fromJSON({ id: taskId, contextId, status: status('TASK_STATE_WORKING') })),
    )
    const pieces = tokens(ANSWER)
    for (const [index, text] of pieces.entries()) {
      await sleep(pace(index))
      const artifact = { artifactId: 'answer', name: 'Answer', parts: [{ text }] }
      const place = { append: index > 0, lastChunk: index === pieces.length - 1 }
      bus.publish(AgentEvent.artifactUpdate(TaskArtifactUpdateEvent.fromJSON({ ...ids, artifact, ...place })))
    }
    const end = { ...ids, status: status('TASK_STATE_COMPLETED') }
    bus.publish(AgentEvent.statusUpdate(TaskStatusUpdateEvent.fromJSON(end)))
    bus.finished()
  },
  cancelTask: async () => {},
})
