import { har as validate } from 'har-validator'
import type { StreamtapHar } from '../../../lib/har/types'

/** What the strict validator objects to, a line each; [] where it accepts the HAR as read from its JSON. */
export const objections = (har: StreamtapHar): Promise<string[]> =>
  validate(JSON.parse(JSON.stringify(har))).then(
    () => [],
    (error: unknown) => errorsOf(error).map(objection => JSON.stringify(objection)),
  )

const errorsOf = (error: unknown): readonly unknown[] => {
  if (typeof error === 'object' && error !== null && 'errors' in error && Array.isArray(error.errors))
    return error.errors
  throw error
}
