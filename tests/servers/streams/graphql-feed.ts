import { setTimeout as sleep } from 'node:timers/promises'
// The very file that graphql-sse gets in Node; bundlers would take another, and the package refuses a mixture.
import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql/index.js'
import { createHandler } from 'graphql-sse/lib/use/fetch'
import type { Route } from '../exchange.ts'
import type { Pace } from '../pace.ts'
import { webRoute } from '../web-route.ts'

/** `/graphql/stream`: the server of graphql-sse, in both of its modes, with one subscription. */
export const graphqlFeed = (pace: (url: URL) => Pace): Route => {
  const handlers = new Map<string, (request: Request) => Promise<Response>>()
  return webRoute((request, { url, sent }) => {
    // One handler keeps the tokens of one client's single connection.
    const known = handlers.get(sent.id) ?? createHandler({ schema: schemaFor(pace(url)) })
    handlers.set(sent.id, known)
    return known(request)
  })
}

const GREETINGS = ['Hi', 'Bonjour', 'Hola', 'Ciao', '你好']

const schemaFor = (pace: Pace): GraphQLSchema =>
  new GraphQLSchema({
    query: new GraphQLObjectType({
      name: 'Query',
      fields: { hello: { type: GraphQLString, resolve: () => 'world' } },
    }),
    subscription: new GraphQLObjectType({
      name: 'Subscription',
      fields: {
        greetings: {
          type: GraphQLString,
          subscribe: async function* () {
            for (const [index, greetings] of GREETINGS.entries()) {
              await sleep(pace(index))
              yield { greetings }
            }
          },
        },
      },
    }),
  })
