import { apply, bare } from './natives'

/** How long records may wait for company, in milliseconds. */
const BATCH_DELAY = 10

interface TaskScheduler {
  postTask(callback: () => void, options: { delay: number }): Promise<unknown>
}

const findScheduler = (scope: object): TaskScheduler | null =>
  'scheduler' in scope && typeof scope.scheduler === 'object'
    ? (scope.scheduler as TaskScheduler | null)
    : null

/**
 * Calls back once, some milliseconds later. `setTimeout` is not used where it can be helped: its numbers count up, and
 * a page could see that some are missing.
 */
export const createSchedule = (scope: typeof globalThis): ((callback: () => void) => void) => {
  const scheduler = findScheduler(scope)
  if (!scheduler) return callback => void setTimeout(callback, BATCH_DELAY)
  const { postTask } = scheduler
  const options = bare({ delay: BATCH_DELAY })
  return callback => void apply(postTask, scheduler, [callback, options])
}
