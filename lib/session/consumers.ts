import type { Consumer } from '../wire/records'

/** Reads of the page, one by one: their borders and times are what the page itself had. */
export const READS: readonly Consumer[] = ['reader', 'byob-reader', 'async-iterator', 'pipe']

/** Times at which the page had something, whatever the borders. On other ways nobody knows how long it was there. */
export const TIMED: readonly Consumer[] = [...READS, 'xhr-text', 'dispatch', 'dispatch-body']
