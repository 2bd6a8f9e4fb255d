/** Runs a callback once, later; returns its undo. */
export type Schedule = (run: () => void) => () => void

/** Once per frame, and not at all while the panel is hidden. */
export const scheduleFrame: Schedule = run => {
  const frame = requestAnimationFrame(() => run())
  return () => cancelAnimationFrame(frame)
}

/** Joins any number of calls into one scheduled run. */
export const coalesce = (schedule: Schedule, run: () => void) => {
  let waiting = false
  let undo = () => {}
  return {
    request() {
      if (waiting) return
      waiting = true
      undo = schedule(() => {
        waiting = false
        run()
      })
    },
    cancel() {
      if (waiting) undo()
      waiting = false
    },
  }
}
