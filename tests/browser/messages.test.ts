import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { buildDemoPage } from '../servers/build-page.ts'
import { press, waitFor } from './harness/index.ts'
import { messagesOf, numbers, only, readMessage, textsOf } from './messages.ts'
import { useStage } from './stage.ts'

const stage = useStage({ pace: 0 })
beforeAll(() => buildDemoPage())

describe('what the tab shows is what the client library put together', () => {
  test('OpenAI chat completion', async () => {
    const { panel, shown, message } = await messagesOf(stage, 'openai')
    const { choices, usage, model } = Completion.parse(message)
    const [choice] = choices
    const tab = only(shown)
    expect(tab.protocol).toBe('Automatic (OpenAI Chat Completions)')
    expect(tab.parts.map(({ kind }) => kind)).toEqual(['Reasoning', 'Text', 'Tool call'])
    expect(tab.parts[1]?.text).toBe(choice?.message.content)
    const [call] = choice?.message.tool_calls ?? []
    expect(tab.parts[2]).toMatchObject({
      name: call?.function.name,
      text: call?.function.arguments,
      state: 'complete',
    })
    expect(tab.facts).toMatchObject({
      Model: model,
      'Finish reason': choice?.finish_reason,
      'End marker': 'seen',
    })
    expect(numbers(tab.usage)).toEqual(usage)
    expect(tab.notes).toEqual([])
    await panel.close()
  })

  test('OpenAI response', async () => {
    const { panel, shown, message } = await messagesOf(stage, 'openai-responses')
    const { output, output_text, usage, status } = Response.parse(message)
    const tab = only(shown)
    expect(tab.protocol).toBe('Automatic (OpenAI Responses)')
    expect(textsOf(tab)).toEqual([
      ['Reasoning', '', output[0]?.summary?.[0]?.text],
      ['Text', '', output_text],
      ['Tool call', output[2]?.name, output[2]?.arguments],
    ])
    expect(tab.facts['Finish reason']).toBe(status)
    expect(numbers(tab.usage)).toMatchObject({
      input_tokens: usage.input_tokens,
      output_tokens: usage.output_tokens,
    })
    expect(tab.notes).toEqual([])
    await panel.close()
  })

  test('Anthropic message', async () => {
    const { panel, shown, message } = await messagesOf(stage, 'anthropic')
    const { content, usage, stop_reason } = AnthropicMessage.parse(message)
    const tab = only(shown)
    expect(tab.protocol).toBe('Automatic (Anthropic Messages)')
    expect(textsOf(tab).slice(0, 2)).toEqual([
      ['Reasoning', '', content[0]?.thinking],
      ['Text', '', content[1]?.text],
    ])
    expect(tab.parts[2]).toMatchObject({ kind: 'Tool call', name: content[2]?.name, state: 'complete' })
    expect(JSON.parse(tab.parts[2]?.text ?? '')).toEqual(content[2]?.input)
    expect(tab.facts['Finish reason']).toBe(stop_reason)
    expect(numbers(tab.usage)).toMatchObject(usage)
    expect(tab.notes).toEqual([])
    await panel.close()
  })

  test('AI SDK message', async () => {
    const { panel, shown, message } = await messagesOf(stage, 'ai-sdk')
    const { parts, metadata } = UiMessage.parse(message)
    const of = (type: string) => parts.find(part => part.type === type)
    const tab = only(shown)
    expect(tab.protocol).toBe('Automatic (AI SDK UI message stream)')
    expect(tab.parts.map(({ kind }) => kind)).toEqual(['Reasoning', 'Tool call', 'Text'])
    expect(tab.parts[0]?.text).toBe(of('reasoning')?.text)
    expect(JSON.parse(tab.parts[1]?.text ?? '')).toEqual(of('tool-weather')?.input)
    expect(JSON.parse(tab.parts[1]?.result ?? '')).toEqual(of('tool-weather')?.output)
    expect(tab.parts[2]?.text).toBe(of('text')?.text)
    expect(numbers(tab.usage)).toMatchObject({
      inputTokens: metadata.usage.inputTokens,
      outputTokens: metadata.usage.outputTokens,
    })
    expect(tab.facts['Finish reason']).toBe('stop')
    await panel.close()
  })

  test('AG-UI messages and state', async () => {
    const { panel, shown, message } = await messagesOf(stage, 'ag-ui')
    const { messages, state } = AgUiRun.parse(message)
    const of = (role: string) => messages.filter(each => each.role === role)
    const tab = only(shown)
    expect(tab.protocol).toBe('Automatic (AG-UI)')
    const [call] = messages.flatMap(each => each.toolCalls ?? [])
    expect(textsOf(tab)).toEqual([
      ['Reasoning', '', of('reasoning')[0]?.content],
      ['Data', 'state', JSON.stringify(state)],
      ['Tool call', call?.function.name, call?.function.arguments],
      ['Text', '', of('assistant').at(-1)?.content],
    ])
    expect(tab.parts[2]?.result).toBe(of('tool')[0]?.content)
    await panel.close()
  })

  test('MCP tool call', async () => {
    const { panel, shown, message, events } = await messagesOf(stage, 'mcp')
    const tab = shown.find(({ parts }) => parts.some(({ name }) => name === 'tools/call count'))
    const [part] = tab?.parts ?? []
    expect(tab?.protocol).toBe('Automatic (MCP)')
    expect(JSON.parse(part?.result ?? '')).toEqual(message)
    expect(JSON.parse(part?.text ?? '')).toMatchObject({ name: 'count', arguments: { to: 5 } })
    // The latest values stand there at once; the client leaves the token out.
    const heard = z.array(z.object({ progress: z.number().optional() })).parse(events)
    const progress = heard.flatMap(each => each.progress ?? [])
    expect(part?.items.map(item => JSON.parse(item).progress)).toEqual(progress.slice(-3))
    expect(part?.state).toBe('complete')
    await panel.close()
  })

  test.each(['graphql-sse', 'graphql-sse-single'] as const)('GraphQL results of %s', async name => {
    const { panel, shown, events } = await messagesOf(stage, name)
    const tab = shown.find(({ parts }) => parts.length > 0)
    expect(tab?.protocol).toBe('Automatic (GraphQL)')
    const values = tab?.parts[0]?.items.map(item => JSON.parse(item))
    expect(values?.map(value => value.data)).toEqual(
      z
        .array(z.object({ data: z.unknown() }))
        .parse(events)
        .slice(-3)
        .map(({ data }) => data),
    )
    await panel.close()
  })

  test('Ollama chat', async () => {
    const { panel, shown, events } = await messagesOf(stage, 'ollama')
    const lines = z.array(OllamaLine).parse(events)
    const joined = (read: (line: z.infer<typeof OllamaLine>) => string | undefined) =>
      lines.map(line => read(line) ?? '').join('')
    const calls = lines.flatMap(({ message }) => message.tool_calls ?? [])
    const last = lines.at(-1)
    const tab = only(shown)
    expect(tab.protocol).toBe('Automatic (Ollama)')
    expect(textsOf(tab).slice(0, 2)).toEqual([
      ['Reasoning', '', joined(({ message }) => message.thinking)],
      ['Text', '', joined(({ message }) => message.content)],
    ])
    expect(tab.parts[2]).toMatchObject({
      kind: 'Tool call',
      name: calls[0]?.function.name,
      state: 'complete',
    })
    expect(JSON.parse(tab.parts[2]?.text ?? '')).toEqual(calls[0]?.function.arguments)
    expect(tab.facts['Finish reason']).toBe(last?.done_reason)
    expect(numbers(tab.usage)).toMatchObject({ eval_count: last?.eval_count })
    expect(tab.notes).toEqual([])
    await panel.close()
  })

  test('Gemini chat', async () => {
    const { panel, shown, message, events } = await messagesOf(stage, 'gemini')
    const answer = z
      .array(GeminiContent)
      .parse(message)
      .filter(({ role }) => role === 'model')
    const parts = answer.flatMap(each => each.parts)
    const texts = (isThought: boolean) =>
      parts
        .filter(({ thought = false }) => thought === isThought)
        .map(({ text = '' }) => text)
        .join('')
    const call = parts.find(({ functionCall }) => functionCall)?.functionCall
    const last = z.array(GeminiEvent).parse(events).at(-1)
    const tab = only(shown)
    expect(tab.protocol).toBe('Automatic (Gemini)')
    expect(textsOf(tab).slice(0, 2)).toEqual([
      ['Reasoning', '', texts(true)],
      ['Text', '', texts(false)],
    ])
    expect(tab.parts[2]).toMatchObject({ kind: 'Tool call', name: call?.name, state: 'complete' })
    expect(JSON.parse(tab.parts[2]?.text ?? '')).toEqual(call?.args)
    expect(tab.facts['Finish reason']).toBe(last?.reason)
    expect(numbers(tab.usage)).toMatchObject(last?.usage ?? {})
    expect(tab.notes).toEqual([])
    await panel.close()
  })

  test('LangGraph run', async () => {
    const { panel, shown, events } = await messagesOf(stage, 'langgraph')
    const heard = z.array(z.object({ event: z.string(), data: z.unknown() })).parse(events)
    const whole = heard.findLast(({ event }) => event === 'messages/complete')
    const [last] = z.array(LangMessage).parse(whole?.data)
    const tab = only(shown)
    expect(tab.protocol).toBe('Automatic (LangGraph or LangServe)')
    const texts = tab.parts.filter(({ kind }) => kind === 'Text')
    expect(texts.map(({ text, state }) => [text, state])).toEqual([[last?.content, 'complete']])
    expect(numbers(tab.usage)).toMatchObject(last?.usage_metadata ?? {})
    expect(tab.notes).toEqual([])
    await panel.close()
  })

  test('A2A task', async () => {
    const { panel, shown, events } = await messagesOf(stage, 'a2a')
    const heard = z.array(A2aPayload).parse(events)
    const text = heard
      .flatMap(({ value }) => value.artifact?.parts ?? [])
      .map(({ content }) => content.value)
      .join('')
    const tab = shown.find(({ parts }) => parts.length > 0)
    expect(tab?.protocol).toBe('Automatic (A2A)')
    expect(tab?.parts.find(({ kind }) => kind === 'Text')).toMatchObject({ text, state: 'complete' })
    expect(tab?.facts['Finish reason']).toBe('TASK_STATE_COMPLETED')
    expect(tab?.notes).toEqual([])
    await panel.close()
  })

  test('tRPC batch', async () => {
    const { panel, shown, events } = await messagesOf(stage, 'trpc-batch')
    const tab = only(shown)
    expect(tab.protocol).toBe('Automatic (tRPC)')
    const results = tab.parts.map(({ result }) => JSON.parse(result ?? ''))
    expect(results).toEqual(expect.arrayContaining(events))
    expect(results).toHaveLength(events.length)
    await panel.close()
  })
})

describe('what no library puts together', () => {
  test.each([
    ['ndjson', 'Ollama'],
    ['trpc-subscription', 'tRPC'],
    ['turbo', 'Turbo Streams'],
    ['htmx', 'HTML fragments'],
    ['fetch-event-source', 'JSON of unknown shape'],
    ['reader', 'JSON of unknown shape'],
  ] as const)('%s is taken for %s', async (name, protocol) => {
    const { panel, shown } = await messagesOf(stage, name)
    expect(only(shown).protocol).toBe(`Automatic (${protocol})`)
    await panel.close()
  })

  test('lines of NDJSON add up to the text of their contents, subscriptions to their values', async () => {
    const chat = await messagesOf(stage, 'ndjson')
    const line = z.object({ message: z.object({ content: z.string() }), eval_count: z.number().optional() })
    const lines = z.array(line).parse(chat.events)
    expect(textsOf(only(chat.shown))).toEqual([
      ['Text', '', lines.map(({ message }) => message.content).join('')],
    ])
    expect(numbers(only(chat.shown).usage).eval_count).toBe(lines.at(-1)?.eval_count)
    await chat.panel.close()
    const ticks = await messagesOf(stage, 'trpc-subscription')
    const heard = z.array(z.object({ data: z.unknown() })).parse(ticks.events)
    const values = only(ticks.shown).parts[0]?.items.map(item => JSON.parse(item))
    expect(values).toEqual(heard.slice(-3).map(({ data }) => data))
    await ticks.panel.close()
  })
})

test('the scrubber shows the message as it stood, and the end again', async () => {
  const { panel } = await messagesOf(stage, 'anthropic')
  const slider = await panel.controls.find('slider', 'Position')
  const atStart = () =>
    document.querySelector<HTMLInputElement>('.scrubber-range')?.value === '0' &&
    document.querySelectorAll('article[data-part]').length === 0
  await slider.evaluate(element => {
    if (!(element instanceof HTMLInputElement)) return
    element.value = '0'
    element.dispatchEvent(new InputEvent('input', { bubbles: true }))
  })
  await waitFor(panel, atStart)
  for (let step = 0; step < 4; step++) await press(panel, 'One event on')
  await waitFor(panel, () => document.querySelectorAll('article[data-part]').length === 1)
  const before = only([await panel.frame.evaluate(readMessage)])
  await press(panel, 'To the end')
  await waitFor(panel, () => document.querySelectorAll('article[data-part]').length === 3)
  const after = only([await panel.frame.evaluate(readMessage)])
  expect(after.parts[0]?.text.startsWith(before.parts[0]?.text ?? '?')).toBe(true)
  expect(before.parts[0]?.text.length).toBeGreaterThan(0)
  expect(before.parts[0]?.text.length).toBeLessThan(after.parts[0]?.text.length ?? 0)
  await press(panel, 'Play')
  await waitFor(panel, () => document.querySelectorAll('article[data-part]').length === 3)
  expect(panel.errors).toEqual([])
  await panel.close()
})

const Completion = z.object({
  model: z.string(),
  choices: z.array(
    z.object({
      finish_reason: z.string(),
      message: z.object({
        content: z.string(),
        tool_calls: z.array(z.object({ function: z.object({ name: z.string(), arguments: z.string() }) })),
      }),
    }),
  ),
  usage: z.record(z.string(), z.number()),
})

const Response = z.object({
  status: z.string(),
  output_text: z.string(),
  output: z.array(
    z.object({
      name: z.string().optional(),
      arguments: z.string().optional(),
      summary: z.array(z.object({ text: z.string() })).optional(),
    }),
  ),
  usage: z.object({ input_tokens: z.number(), output_tokens: z.number() }),
})

const AnthropicMessage = z.object({
  stop_reason: z.string(),
  usage: z.record(z.string(), z.unknown()),
  content: z.array(
    z.object({
      thinking: z.string().optional(),
      text: z.string().optional(),
      name: z.string().optional(),
      input: z.unknown().optional(),
    }),
  ),
})

const UiMessage = z.object({
  metadata: z.object({ usage: z.object({ inputTokens: z.number(), outputTokens: z.number() }) }),
  parts: z.array(
    z.object({
      type: z.string(),
      text: z.string().optional(),
      input: z.unknown().optional(),
      output: z.unknown().optional(),
    }),
  ),
})

const AgUiMessage = z.object({
  role: z.string(),
  content: z.string().optional(),
  toolCalls: z
    .array(z.object({ function: z.object({ name: z.string(), arguments: z.string() }) }))
    .optional(),
})

const AgUiRun = z.object({ messages: z.array(AgUiMessage), state: z.unknown() })

const OllamaLine = z.object({
  message: z.object({
    content: z.string(),
    thinking: z.string().optional(),
    tool_calls: z
      .array(z.object({ function: z.object({ name: z.string(), arguments: z.unknown() }) }))
      .optional(),
  }),
  done_reason: z.string().optional(),
  eval_count: z.number().optional(),
})

const GeminiContent = z.object({
  role: z.string(),
  parts: z.array(
    z.object({
      text: z.string().optional(),
      thought: z.boolean().optional(),
      functionCall: z.object({ name: z.string(), args: z.unknown() }).optional(),
    }),
  ),
})

const GeminiEvent = z.object({ usage: z.record(z.string(), z.number()), reason: z.string().optional() })

const LangMessage = z.object({ content: z.string(), usage_metadata: z.record(z.string(), z.number()) })

const A2aPayload = z.object({
  value: z.object({
    artifact: z.object({ parts: z.array(z.object({ content: z.object({ value: z.string() }) })) }).optional(),
  }),
})
