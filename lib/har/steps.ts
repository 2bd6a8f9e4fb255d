/** Long work that can be left off after each step; what it comes to is there at the end. */
export type Steps<T> = Generator<undefined, T>

/** All steps at once. */
export const finish = <T>(steps: Steps<T>): T => {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** Bytes or characters that one step looks at. Engines keep much longer strings apart, which makes them dear. */
export const STEP_SIZE = 32 * 1024
