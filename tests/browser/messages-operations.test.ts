import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { buildDemoPage } from '../servers/build-page.ts'
import { messagesOf, numbers, only, textsOf } from './messages.ts'
import { useStage } from './stage.ts'

const stage = useStage({ pace: 0 })
beforeAll(() => buildDemoPage())

/** The latest values stand there at once. */
const LATEST = -3

const itemsOf = (part: { items: readonly string[] } | undefined) => part?.items.map(item => JSON.parse(item))

test('AI SDK data stream of version 4', async () => {
  const { panel, shown, message } = await messagesOf(stage, 'ai-sdk-data')
  const { reasoning, content, toolInvocations, parts, usage, finishReason } = DataMessage.parse(message)
  const [call] = toolInvocations
  const tab = only(shown)
  expect(tab.protocol).toBe('Automatic (AI SDK data stream (up to 4))')
  expect(tab.parts.map(({ kind }) => kind)).toEqual(['Reasoning', 'Tool call', 'Text', 'Citation'])
  expect(tab.parts.map(({ state }) => state)).toEqual(['complete', 'complete', 'complete', 'complete'])
  expect(tab.parts[0]?.text).toBe(reasoning)
  expect(tab.parts[1]?.name).toBe(call?.toolName)
  expect(JSON.parse(tab.parts[1]?.text ?? '')).toEqual(call?.args)
  expect(JSON.parse(tab.parts[1]?.result ?? '')).toEqual(call?.result)
  expect(tab.parts[2]?.text).toBe(content)
  const source = parts.find(({ type }) => type === 'source')?.source
  expect(tab.parts[3]).toMatchObject({ name: source?.title, text: source?.url })
  expect(numbers(tab.usage)).toEqual({
    promptTokens: usage.promptTokens,
    completionTokens: usage.completionTokens,
  })
  expect(tab.facts).toMatchObject({ 'Finish reason': finishReason, 'End marker': 'seen' })
  expect(tab.notes).toEqual([])
  await panel.close()
})

test('MCP tool call without sessions', async () => {
  const { panel, shown, message, events } = await messagesOf(stage, 'mcp-stateless')
  const tab = shown.find(({ parts }) => parts.some(({ name }) => name === 'tools/call count'))
  const [part] = tab?.parts ?? []
  expect(tab?.protocol).toBe('Automatic (MCP)')
  // The client takes the member that says that there is no more out of the result.
  const { resultType, ...result } = JSON.parse(part?.result ?? '')
  expect(resultType).toBe('complete')
  expect(result).toEqual(message)
  expect(JSON.parse(part?.text ?? '')).toMatchObject({ name: 'count', arguments: { to: 5 } })
  const heard = z.array(z.object({ progress: z.number().optional() })).parse(events)
  const progress = heard.flatMap(each => each.progress ?? [])
  expect(itemsOf(part)?.map(item => item.progress)).toEqual(progress.slice(LATEST))
  expect(part?.state).toBe('complete')
  expect(tab?.notes).toEqual([])
  await panel.close()
})

test('GraphQL fields that come later, in parts', async () => {
  const { panel, shown, message, events } = await messagesOf(stage, 'graphql-multipart')
  const tab = only(shown)
  const [part] = tab.parts
  expect(tab.protocol).toBe('Automatic (GraphQL)')
  expect(part).toMatchObject({ kind: 'Operation', name: 'query Town', state: 'complete' })
  expect(JSON.parse(part?.result ?? '')).toEqual(message)
  expect(itemsOf(part)).toEqual(events.slice(LATEST))
  expect(tab.facts['End marker']).toBe('seen')
  expect(tab.notes).toEqual([])
  await panel.close()
})

test('GraphQL subscription as events', async () => {
  const { panel, shown, events } = await messagesOf(stage, 'graphql-yoga')
  const tab = only(shown)
  const [part] = tab.parts
  expect(tab.protocol).toBe('Automatic (GraphQL)')
  expect(part).toMatchObject({ kind: 'Operation', name: 'subscription Greet', state: 'complete' })
  expect(itemsOf(part)).toEqual(events.slice(LATEST))
  expect(tab.notes).toEqual([])
  await panel.close()
})

test('Connect call that streams', async () => {
  const { panel, shown, events } = await messagesOf(stage, 'connect')
  const tab = only(shown)
  expect(tab.protocol).toBe('Automatic (Connect or gRPC-web)')
  const text = z
    .array(z.object({ text: z.string() }))
    .parse(events)
    .map(each => each.text)
    .join('')
  expect(textsOf(tab)[0]).toEqual(['Text', 'text', text])
  expect(itemsOf(tab.parts[1])).toEqual(events.slice(LATEST))
  expect(tab.facts['End marker']).toBe('seen')
  expect(tab.notes).toEqual([])
  await panel.close()
})

test('gRPC-web call that streams', async () => {
  const { panel, shown, events } = await messagesOf(stage, 'grpc-web')
  const tab = only(shown)
  expect(tab.protocol).toBe('Automatic (Connect or gRPC-web)')
  const sentences = z.array(z.object({ text: z.string() })).parse(events)
  const [part, ...others] = tab.parts
  expect(others).toEqual([])
  // Binary messages stand there as hexadecimal digits.
  const read = part?.items.map(item => Buffer.from(item.replaceAll(/\s/g, ''), 'hex').toString())
  expect(read).toEqual(sentences.map(({ text }) => expect.stringContaining(text)))
  expect(tab.facts['End marker']).toBe('seen')
  expect(tab.notes).toEqual([])
  await panel.close()
})

const DataMessage = z.object({
  content: z.string(),
  reasoning: z.string(),
  toolInvocations: z.array(z.object({ toolName: z.string(), args: z.unknown(), result: z.unknown() })),
  parts: z.array(
    z.object({ type: z.string(), source: z.object({ url: z.string(), title: z.string() }).optional() }),
  ),
  usage: z.object({ promptTokens: z.number(), completionTokens: z.number() }),
  finishReason: z.string(),
})
