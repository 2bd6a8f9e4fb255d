import {
  jsonSchema,
  type LanguageModelV1,
  type LanguageModelV1StreamPart,
  simulateReadableStream,
  streamText,
  tool,
} from 'ai-4'
import type { Route } from '../exchange.ts'
import { type Pace, tokens } from '../pace.ts'
import { relayResponse } from '../web-route.ts'

/** `POST /api/chat-4`: AI SDK 4 runs a mock model through two steps, with a tool call between, as a data stream. */
export const aiSdkDataChat =
  (pace: (url: URL) => Pace): Route =>
  async exchange => {
    const result = streamText({
      model: mockModel(pace(exchange.url)(1)),
      prompt: 'What is the weather in 東京?',
      tools: { weather },
      maxSteps: 2,
      toolCallStreaming: true,
      abortSignal: exchange.gone,
    })
    await relayResponse(exchange, result.toDataStreamResponse({ sendReasoning: true, sendSources: true }))
  }

const weather = tool({
  description: 'Reads the thermometer of a city',
  parameters: jsonSchema<{ city: string }>({ type: 'object', properties: { city: { type: 'string' } } }),
  execute: async ({ city }) => ({ city, celsius: 21 }),
})

const mockModel = (delay: number): LanguageModelV1 => {
  const steps = [askingStep(), answeringStep()]
  return {
    specificationVersion: 'v1',
    provider: 'demo',
    modelId: 'demo-model',
    defaultObjectGenerationMode: undefined,
    doGenerate: () => Promise.reject(new Error('This model streams only.')),
    doStream: async () => ({
      rawCall: { rawPrompt: null, rawSettings: {} },
      stream: simulateReadableStream({
        chunks: steps.shift() ?? [],
        initialDelayInMs: delay,
        chunkDelayInMs: delay,
      }),
    }),
  }
}

const call = { toolCallType: 'function', toolCallId: 'call_1', toolName: 'weather' } as const
const ARGUMENTS = '{"city":"東京"}'

const askingStep = (): LanguageModelV1StreamPart[] => [
  ...tokens('The thermometer must be asked.').map(textDelta => ({ type: 'reasoning' as const, textDelta })),
  ...tokens(ARGUMENTS).map(argsTextDelta => ({ type: 'tool-call-delta' as const, ...call, argsTextDelta })),
  { type: 'tool-call', ...call, args: ARGUMENTS },
  { type: 'finish', finishReason: 'tool-calls', usage: { promptTokens: 12, completionTokens: 9 } },
]

const answeringStep = (): LanguageModelV1StreamPart[] => [
  ...tokens('In 東京 it is 21 °C and clear ☀️.').map(textDelta => ({
    type: 'text-delta' as const,
    textDelta,
  })),
  {
    type: 'source',
    source: { sourceType: 'url', id: 's1', url: 'https://weather.example/tokyo', title: 'Tokyo' },
  },
  { type: 'finish', finishReason: 'stop', usage: { promptTokens: 30, completionTokens: 17 } },
]
