import { address, type Client, type Run } from '../client'

export const graphqlDistinct: Client = {
  name: 'graphql-sse',
  title: 'GraphQL subscription',
  description: 'A subscription with a connection of its own, read with graphql-sse.',
  run: run => subscribe(run, false),
}

export const graphqlSingle: Client = {
  name: 'graphql-sse-single',
  title: 'GraphQL, single connection',
  description: 'The same subscription over the one stream that all operations of the client share.',
  run: run => subscribe(run, true),
}

const subscribe = async (run: Run, singleConnection: boolean): Promise<void> => {
  const { createClient } = await import('graphql-sse')
  const common = { url: address('/graphql/stream', run.query), headers: { 'x-demo-id': run.id } }
  const client = singleConnection
    ? createClient({ ...common, singleConnection })
    : createClient({ ...common, singleConnection: false })
  for await (const result of client.iterate({ query: 'subscription { greetings }' })) {
    run.event(result)
    run.print(`${JSON.stringify(result.data)}\n`, 'answer')
  }
  client.dispose()
}
