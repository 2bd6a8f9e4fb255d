import type { LanguageModelV4StreamPart, LanguageModelV4Usage } from '@ai-sdk/provider'
import {
  createUIMessageStreamResponse,
  isStepCount,
  simulateReadableStream,
  streamText,
  tool,
  toUIMessageStream,
} from 'ai'
import { MockLanguageModelV4 } from 'ai/test'
import { z } from 'zod'
import type { Route } from '../exchange.ts'
import { type Pace, tokens } from '../pace.ts'
import { relayResponse } from '../web-route.ts'

/** `POST /api/chat`: the AI SDK itself runs a mock model through two steps, with a tool call between them. */
export const aiSdkChat =
  (pace: (url: URL) => Pace): Route =>
  async exchange => {
    const result = streamText({
      model: mockModel(pace(exchange.url)(1)),
      prompt: 'What is the weather in 東京?',
      tools: { weather },
      stopWhen: isStepCount(2),
      abortSignal: exchange.gone,
    })
    const stream = toUIMessageStream({
      stream: result.stream,
      messageMetadata: ({ part }) => (part.type === 'finish' ? { usage: part.totalUsage } : undefined),
    })
    await relayResponse(exchange, createUIMessageStreamResponse({ stream }))
  }

const weather = tool({
  description: 'Reads the thermometer of a city',
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ city }) => ({ city, celsius: 21 }),
})

const mockModel = (delay: number) =>
  new MockLanguageModelV4({
    doStream: [askingStep(), answeringStep()].map(chunks => ({
      stream: simulateReadableStream({ chunks, initialDelayInMs: delay, chunkDelayInMs: delay }),
    })),
  })

const askingStep = (): LanguageModelV4StreamPart[] => [
  { type: 'stream-start', warnings: [] },
  { type: 'reasoning-start', id: 'r1' },
  ...tokens('The thermometer must be asked.').map(delta => reasoning(delta)),
  { type: 'reasoning-end', id: 'r1' },
  { type: 'tool-input-start', id: 'call_1', toolName: 'weather' },
  ...tokens('{"city":"東京"}').map(delta => toolInput(delta)),
  { type: 'tool-input-end', id: 'call_1' },
  { type: 'tool-call', toolCallId: 'call_1', toolName: 'weather', input: '{"city":"東京"}' },
  { type: 'finish', finishReason: { unified: 'tool-calls', raw: 'tool_calls' }, usage: usage(12, 9) },
]

const answeringStep = (): LanguageModelV4StreamPart[] => [
  { type: 'stream-start', warnings: [] },
  { type: 'text-start', id: 't1' },
  ...tokens('In 東京 it is 21 °C and clear ☀️, a good evening for a walk.').map(delta => text(delta)),
  { type: 'text-end', id: 't1' },
  { type: 'finish', finishReason: { unified: 'stop', raw: 'stop' }, usage: usage(30, 17) },
]

const reasoning = (delta: string) => ({ type: 'reasoning-delta' as const, id: 'r1', delta })
const toolInput = (delta: string) => ({ type: 'tool-input-delta' as const, id: 'call_1', delta })
const text = (delta: string) => ({ type: 'text-delta' as const, id: 't1', delta })

const usage = (input: number, output: number): LanguageModelV4Usage => ({
  inputTokens: { total: input, noCache: input, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: output, text: output, reasoning: 0 },
})
