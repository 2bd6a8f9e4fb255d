import { test } from 'vitest'
import { FAULTY_BYTES } from './faulty-bytes.ts'
import { FAULTY_MESSAGES } from './faulty-messages.ts'
import { expectFoundAndMended } from './faulty-streams.ts'
import { newTabWithPanel } from './harness/index.ts'
import { useResource, useStage } from './stage.ts'

const stage = useStage()
const panel = useResource(() => newTabWithPanel(stage.browser(), stage.page()))

test.each(Object.entries(FAULTY_BYTES))(
  'what is wrong with the bytes is found where it is, and not once it is mended: %s',
  (name, each) => expectFoundAndMended(panel(), stage, name, each),
)

test.each(Object.entries(FAULTY_MESSAGES))(
  'what an answer lacks, or is instead, is found, and not once it is mended: %s',
  (name, each) => expectFoundAndMended(panel(), stage, name, each),
)
