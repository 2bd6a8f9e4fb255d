import { setTimeout as sleep } from 'node:timers/promises'
import { initTRPC, tracked } from '@trpc/server'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { z } from 'zod'
import type { Route } from '../exchange.ts'
import type { Pace } from '../pace.ts'
import { webRoute } from '../web-route.ts'

interface Context {
  pace: Pace
}

const trpc = initTRPC.context<Context>().create()

const router = trpc.router({
  ticks: trpc.procedure.input(z.object({ lastEventId: z.string().nullish() })).subscription(async function* ({
    ctx,
    input,
  }) {
    const from = Number(input.lastEventId ?? 0)
    for (let tick = from + 1; tick <= 5; tick++) {
      await sleep(ctx.pace(tick))
      yield tracked(String(tick), { tick, text: `滴答 ${tick}` })
    }
  }),
  slow: trpc.procedure.input(z.number()).query(async ({ ctx, input }) => {
    await sleep(ctx.pace(input) * input)
    return { input, double: input * 2 }
  }),
})
export type DemoRouter = typeof router

/** `/trpc/…`: a subscription over server-sent events, and queries whose batch is streamed as lines of JSON. */
export const trpcFeed = (pace: (url: URL) => Pace): Route =>
  webRoute((request, { url }) =>
    fetchRequestHandler({
      endpoint: '/trpc',
      req: request,
      router,
      createContext: () => ({ pace: pace(url) }),
    }),
  )
