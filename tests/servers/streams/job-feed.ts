import type { Route } from '../exchange.ts'
import { type Pace, sendPaced } from '../pace.ts'

const STEPS = ['checkout', 'install', 'compile', 'lint', 'unit tests', 'bundle', 'browser tests', 'publish']

/** `POST /sse/feed`: the log of a build job, eight steps of three lines each, every one with an id. */
export const jobFeed =
  (pace: (url: URL) => Pace): Route =>
  async exchange => {
    exchange.open(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
    await sendPaced(exchange, lines(), pace(exchange.url))
  }

function* lines(): Generator<string> {
  let id = 0
  for (const [index, step] of STEPS.entries()) {
    for (const state of ['started', 'running', 'passed']) {
      id += 1
      const data = { step, state, progress: Math.round((100 * id) / (3 * STEPS.length)) }
      yield `id: ${id}\nevent: step\ndata: ${JSON.stringify(data)}\n\n`
    }
    if (index % 3 === 2) yield ': still here\n\n'
  }
}
