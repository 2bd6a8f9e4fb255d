import { createParser, type EventSourceMessage } from 'eventsource-parser'
import type { SentStream } from '../servers/journal.ts'
import type { ClientName, Result, RunOptions } from '../servers/page/demo-api.ts'
import type { PanelHandle, StreamSnapshot } from './harness/index.ts'

export interface DispatchedEvent {
  type: string
  data: string | null
  lastEventId: string | null
}

export const bodyOf = (sent: SentStream) => Buffer.concat(sent.writes.map(write => write.bytes))

/** What a parser of the standard dispatches from the bytes that the server wrote. */
export const dispatchedFrom = (sent: SentStream): DispatchedEvent[] => {
  const events: DispatchedEvent[] = []
  let lastEventId = ''
  const onEvent = ({ event, data, id }: EventSourceMessage) => {
    lastEventId = id ?? lastEventId
    events.push({ type: event || 'message', data, lastEventId })
  }
  createParser({ onEvent, onId: id => (lastEventId = id) }).feed(bodyOf(sent).toString('utf8'))
  return events
}

export const linesOf = (sent: SentStream): DispatchedEvent[] =>
  bodyOf(sent)
    .toString('utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(data => ({ type: 'message', data, lastEventId: '' }))

export const eventsIn = (stream: StreamSnapshot): DispatchedEvent[] =>
  stream.blocks
    .filter(block => block.kind === 'event')
    .map(({ type, data, lastEventId }) => ({ type, data, lastEventId }))

export const runClient = (
  panel: Pick<PanelHandle, 'page'>,
  name: ClientName,
  options: RunOptions,
): Promise<Result> =>
  panel.page.evaluate((client, settings) => window.demo.run(client, settings), name, options)
