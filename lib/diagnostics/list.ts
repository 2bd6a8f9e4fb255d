import { answers } from './rules/answers'
import { bodyWithoutFields } from './rules/body-without-fields'
import { buffering } from './rules/buffering'
import { byteProblems } from './rules/byte-problems'
import { chunkBorders } from './rules/chunk-borders'
import { connections } from './rules/connections'
import { contentType } from './rules/content-type'
import { done } from './rules/done'
import { ends } from './rules/ends'
import { errorEvent } from './rules/error-event'
import { finish } from './rules/finish'
import { idleCut } from './rules/idle-cut'
import { ids } from './rules/ids'
import { lastEvent } from './rules/last-event'
import { leadingSpace } from './rules/leading-space'
import { lineEnds } from './rules/line-ends'
import { message } from './rules/message'
import { newlines } from './rules/newlines'
import { pageErrors } from './rules/page-errors'
import { reconnectLoop } from './rules/reconnect-loop'
import { repeatedRequest } from './rules/repeated-request'
import { resume } from './rules/resume'
import { retry } from './rules/retry'
import { sequence } from './rules/sequence'
import { silence } from './rules/silence'
import { truncated } from './rules/truncated'
import type { Rule } from './types'

/** Every rule, in the order in which equally bad findings are listed. */
export const RULES: readonly Rule[] = [
  answers,
  bodyWithoutFields,
  errorEvent,
  ends,
  truncated,
  lastEvent,
  finish,
  message,
  buffering,
  idleCut,
  silence,
  reconnectLoop,
  repeatedRequest,
  resume,
  retry,
  connections,
  ids,
  sequence,
  pageErrors,
  leadingSpace,
  newlines,
  byteProblems,
  chunkBorders,
  done,
  lineEnds,
  contentType,
]
