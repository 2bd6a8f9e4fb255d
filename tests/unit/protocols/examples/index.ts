import { agentExamples } from './agents'
import { aiSdkExamples } from './ai-sdk'
import { anthropicExamples } from './anthropic'
import { documentExamples } from './documents'
import type { Example } from './example'
import { openaiExamples } from './openai'
import { operationExamples } from './operations'
import { otherModelExamples } from './other-models'

export const examples: readonly Example[] = [
  ...openaiExamples,
  ...anthropicExamples,
  ...aiSdkExamples,
  ...otherModelExamples,
  ...agentExamples,
  ...operationExamples,
  ...documentExamples,
]
