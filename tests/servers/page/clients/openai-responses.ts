import OpenAI from 'openai'
import type { Client, Run } from '../client'

export const openaiResponses: Client = {
  name: 'openai-responses',
  title: 'OpenAI response',
  description:
    'A response of reasoning, text and a function call, read with responses.stream of the openai package.',
  run: async run => {
    const api = new OpenAI({
      apiKey: 'sk-demo-not-a-real-key',
      baseURL: `${location.origin}/v1`,
      dangerouslyAllowBrowser: true,
      defaultHeaders: { 'x-demo-id': run.id },
      defaultQuery: run.query,
    })
    const stream = api.responses.stream({ model: 'demo-model', input: 'How is the weather in Rome?' })
    for await (const event of stream) {
      run.event(event)
      show(run, event)
    }
    run.message(() => stream.finalResponse())
  },
}

const show = (run: Run, event: OpenAI.Responses.ResponseStreamEvent): void => {
  if (event.type === 'response.reasoning_summary_text.delta') run.print(event.delta, 'reasoning')
  if (event.type === 'response.output_text.delta') run.print(event.delta, 'answer')
  if (event.type === 'response.function_call_arguments.delta') run.print(event.delta, 'tool')
  if (event.type === 'response.completed') run.print(`${event.response.usage?.total_tokens} tokens`, 'note')
}
