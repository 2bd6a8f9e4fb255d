import { fetchEventSource } from '@microsoft/fetch-event-source'
import { address, type Client, type Run } from '../client'

/** Of the 24 events of the feed. */
const HALF = 12

export const feedToTheEnd: Client = {
  name: 'fetch-event-source',
  title: 'fetch-event-source',
  description:
    'The log of a build job by POST with headers, read with @microsoft/fetch-event-source to its end.',
  run: run => follow(run, Number.POSITIVE_INFINITY),
}

export const feedAborted: Client = {
  name: 'fetch-event-source-abort',
  title: 'fetch-event-source, aborted',
  description: 'The same job, given up half way by an AbortController.',
  run: run => follow(run, HALF),
}

const follow = (run: Run, limit: number): Promise<void> => {
  const controller = new AbortController()
  let count = 0
  return fetchEventSource(address('/sse/feed', run.query), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: 'Bearer demo-not-a-real-token',
      'x-demo-id': run.id,
    },
    body: JSON.stringify({ job: 'build-42' }),
    signal: controller.signal,
    openWhenHidden: true,
    onmessage: message => {
      // Comments arrive as messages without any field; and several messages of one chunk outlive an abort.
      if (message.event !== 'step' || controller.signal.aborted) return
      run.event(message)
      run.print(`${line(message.data)}\n`, 'answer')
      count += 1
      if (count === limit) {
        controller.abort()
        run.print(`aborted after ${count} events`, 'note')
      }
    },
    onerror: error => {
      // Only a throw keeps the package from trying again.
      throw error
    },
  })
}

const line = (data: string): string => {
  const { step, state, progress } = JSON.parse(data)
  return `${String(progress).padStart(3)} %  ${step} ${state}`
}
