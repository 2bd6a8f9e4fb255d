import { setTimeout as sleep } from 'node:timers/promises'
import { useDeferStream } from '@graphql-yoga/plugin-defer-stream'
import { createSchema, createYoga } from 'graphql-yoga'
import type { Route } from '../exchange.ts'
import type { Pace } from '../pace.ts'
import { webRoute } from '../web-route.ts'

/** `POST /graphql/yoga`: GraphQL Yoga, which answers in parts or as events, whichever is accepted. */
export const graphqlYoga = (pace: (url: URL) => Pace): Route => {
  const yoga = createYoga<{ pace: Pace }>({
    schema,
    plugins: [useDeferStream()],
    graphqlEndpoint: '/graphql/yoga',
    logging: false,
  })
  return webRoute((request, { url }) => Promise.resolve(yoga.fetch(request, { pace: pace(url) })))
}

const GREETINGS = ['Hi', 'Bonjour', 'Hola', 'Ciao', '你好']
const STOPS = ['人民广场', 'Jing’an Temple', '外滩']

interface Context {
  pace: Pace
}

const schema = createSchema<Context>({
  typeDefs: /* GraphQL */ `
    type Query {
      city: City!
    }
    type City {
      name: String!
      weather: Weather!
      stops: [String!]!
    }
    type Weather {
      celsius: Int!
      sky: String!
    }
    type Subscription {
      greetings: String!
    }
  `,
  resolvers: {
    Query: { city: () => ({ name: '上海' }) },
    City: {
      weather: async (_city, _args, { pace }) => {
        await sleep(pace(1))
        return { celsius: 21, sky: 'clear ☀️' }
      },
      stops: (_city, _args, { pace }) => paced(STOPS, pace),
    },
    Subscription: {
      greetings: {
        subscribe: (_root: unknown, _args: unknown, { pace }: Context) => paced(GREETINGS, pace),
        resolve: (greeting: string) => greeting,
      },
    },
  },
})

async function* paced(values: readonly string[], pace: Pace): AsyncGenerator<string> {
  for (const [index, value] of values.entries()) {
    await sleep(pace(index))
    yield value
  }
}
