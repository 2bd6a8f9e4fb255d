import { setTimeout as sleep } from 'node:timers/promises'
import { formatSSEEvent, Task, TaskArtifactUpdateEvent, TaskStatusUpdateEvent } from '@a2a-js/sdk'
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
import { agentCard } from './a2a-card.ts'

const ANSWER = 'Agents hand on artifacts piece by piece, 一块一块地 🧩.'

/** `POST /a2a/…`: one task of an agent, by the server of @a2a-js/sdk. */
export const a2aAgent =
  (pace: (url: URL) => Pace): Route =>
  async exchange => {
    const handler = new DefaultRequestHandler(
      agentCard('/'),
      new InMemoryTaskStore(),
      executor(pace(exchange.url)),
    )
    const context = new ServerCallContext({ requestedVersion: '1.0' })
    const answer = await new JsonRpcTransportHandler(handler).handle(exchange.body, context)
    exchange.open(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
    const events = Symbol.asyncIterator in answer ? answer : [answer]
    for await (const event of events) await exchange.write(formatSSEEvent(event))
    await exchange.end()
  }

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
