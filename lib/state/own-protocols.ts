import { protocolOf } from '../protocols/rule'
import type { Protocol } from '../protocols/types'
import type { Stream } from '../session/types'
import { isRuleFor } from '../settings/message-rules'
import type { Settings } from '../settings/types'

/** What the user wrote for the stream's address: the first rule that fits. */
export const ownProtocols = (rules: Settings['messageRules'], { opened }: Stream): Protocol[] =>
  rules
    .filter(rule => isRuleFor(rule, opened.url))
    .slice(0, 1)
    .map(protocolOf)
