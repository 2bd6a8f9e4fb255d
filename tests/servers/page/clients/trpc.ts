import type { DemoRouter } from '../../streams/trpc-feed'
import type { Client } from '../client'

export const trpcSubscription: Client = {
  name: 'trpc-subscription',
  title: 'tRPC subscription',
  description:
    'Tracked events, read with httpSubscriptionLink of @trpc/client over the browser’s EventSource.',
  run: async run => {
    const { createTRPCClient, httpSubscriptionLink } = await import('@trpc/client')
    const client = createTRPCClient<DemoRouter>({ links: [httpSubscriptionLink({ url: endpoint(run.id) })] })
    await new Promise<void>((resolve, reject) => {
      client.ticks.subscribe(
        {},
        {
          onData: ({ id, data }) => {
            run.event({ id, data })
            run.print(`${data.text}\n`, 'answer')
          },
          onComplete: resolve,
          onError: reject,
        },
      )
    })
  },
}

export const trpcBatch: Client = {
  name: 'trpc-batch',
  title: 'tRPC batch stream',
  description: 'Three queries in one request whose answers come as they are ready, with httpBatchStreamLink.',
  run: async run => {
    const { createTRPCClient, httpBatchStreamLink } = await import('@trpc/client')
    const client = createTRPCClient<DemoRouter>({ links: [httpBatchStreamLink({ url: endpoint(run.id) })] })
    const answers = [1, 2, 3].map(async input => {
      const answer = await client.slow.query(input)
      run.event(answer)
      run.print(`${JSON.stringify(answer)}\n`, 'answer')
    })
    await Promise.all(answers)
  },
}

/** An EventSource takes no headers, and the package writes the query by itself. */
const endpoint = (id: string): string => `${location.origin}/as/${id}/trpc`
