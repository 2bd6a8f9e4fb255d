import { type ExecutionResult, mergeIncrementalResult } from '@graphql-tools/utils'
import { meros } from 'meros/browser'
import { address, type Client } from '../client'

const QUERY = `query Town {
  city {
    name
    stops @stream(initialCount: 1)
    ... on City @defer { weather { celsius sky } }
  }
}`

export const graphqlMultipart: Client = {
  name: 'graphql-multipart',
  title: 'GraphQL in parts',
  description: 'Deferred and streamed fields of GraphQL Yoga as multipart/mixed, read with meros.',
  run: async run => {
    const response = await fetch(address('/graphql/yoga', run.query), {
      method: 'POST',
      headers: { accept: 'multipart/mixed', 'content-type': 'application/json', 'x-demo-id': run.id },
      body: JSON.stringify({ query: QUERY, operationName: 'Town' }),
    })
    const parts = await meros<ExecutionResult>(response)
    if (parts instanceof Response) throw new Error(`There are no parts: ${parts.status}`)
    const executionResult: ExecutionResult = {}
    for await (const part of parts) {
      if (!part.json) throw new Error(`A part is no JSON: ${part.body}`)
      run.event(part.body)
      run.print(`${JSON.stringify(part.body)}\n`, 'answer')
      mergeIncrementalResult({ incrementalResult: structuredClone(part.body), executionResult })
    }
    run.message(() => executionResult.data)
  },
}

export const graphqlYogaSse: Client = {
  name: 'graphql-yoga',
  title: 'GraphQL Yoga subscription',
  description: 'A subscription that GraphQL Yoga answers as events, read with graphql-sse.',
  run: async run => {
    const { createClient } = await import('graphql-sse')
    const url = address('/graphql/yoga', run.query)
    const client = createClient({ url, headers: { 'x-demo-id': run.id } })
    for await (const result of client.iterate({ query: 'subscription Greet { greetings }' })) {
      run.event(result)
      run.print(`${JSON.stringify(result.data)}\n`, 'answer')
    }
    client.dispose()
  },
}
