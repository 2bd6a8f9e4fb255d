import type { Card } from './card'
import type { Client, Run } from './client'
import type { ClientName, Demo, Result, RunOptions } from './demo-api'
import { observeReads } from './observe-reads'

const AT_ONCE = 3

export interface Stage {
  clients: Readonly<Record<ClientName, Client>>
  cards: ReadonlyMap<ClientName, Card>
  /** Told how many pieces of work are under way whenever that changes. */
  onActivity: (running: number) => void
}

/** The page's API for people's buttons and for tests alike. */
export const createDemo = ({ clients, cards, onActivity }: Stage): Demo => {
  const results: Result[] = []
  let running = 0

  const track = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    running += 1
    onActivity(running)
    const value = await work()
    running -= 1
    onActivity(running)
    return value
  }

  const run = (name: ClientName, options: RunOptions = {}): Promise<Result> =>
    track(async () => {
      const result = await perform(clients[name], cards.get(name), options)
      results.push(result)
      return result
    })

  const runAll = (options: RunOptions = {}): Promise<Result[]> =>
    track(async () => {
      const waiting = Object.values(clients).map(({ name }) => name)
      const finished: Result[] = []
      const lane = async (): Promise<void> => {
        for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
          finished.push(await run(name, options))
        }
      }
      await Promise.all(Array.from({ length: AT_ONCE }, lane))
      return finished
    })

  return { run, runAll, results }
}

const perform = async (client: Client, card: Card | undefined, options: RunOptions): Promise<Result> => {
  const id = options.id ?? `${client.name}-${crypto.randomUUID().slice(0, 8)}`
  const result: Result = { name: client.name, id, events: [], error: null }
  const observer = options.observe ? observeReads() : null
  const assembled: (() => unknown)[] = []
  card?.clear()
  card?.setState('running')
  try {
    await client.run(runFor(result, options, card, assemble => assembled.push(assemble)))
  } catch (error) {
    result.error = String(error)
    card?.print(result.error, 'note')
  }
  observer?.stop()
  if (observer) result.observed = observer.reads
  // Libraries may read a stream of their own for this, which is none of the page's. A copy: drivers may give an object
  // that comes twice once only.
  for (const assemble of assembled) result.message = JSON.parse(JSON.stringify(await assemble()))
  card?.setState(result.error === null ? 'done' : 'failed')
  return result
}

const runFor = (
  result: Result,
  { pace, tail = false }: RunOptions,
  card: Card | undefined,
  message: Run['message'],
): Run => ({
  id: result.id,
  query: pace === undefined ? {} : { pace: String(pace) },
  tail,
  print: (text, tone) => card?.print(text, tone),
  event: value => result.events.push(value),
  message,
  chunk: read => {
    result.chunks ??= []
    result.chunks.push(read)
  },
})
