import { setTimeout as sleep } from 'node:timers/promises'
import { create } from '@bufbuild/protobuf'
import { Code, ConnectError, createConnectRouter } from '@connectrpc/connect'
import { createFetchHandler } from '@connectrpc/connect/protocol'
import type { Route } from '../exchange.ts'
import type { Pace } from '../pace.ts'
import { webRoute } from '../web-route.ts'
import { SentenceSchema, Speaker } from './speaker-service.ts'

const SENTENCES = ['Let me think.', '流是一个接一个的消息。', 'That is all there is to say ✨.']

/** `POST /rpc/demo.Speaker/Speak`: the server of Connect, which speaks gRPC-web to those who do. */
export const speaker =
  (pace: (url: URL) => Pace): Route =>
  exchange => {
    const [handler] = router(pace(exchange.url)).handlers
    if (!handler) throw new Error('The service has no method.')
    return webRoute(createFetchHandler(handler))(exchange)
  }

const router = (pace: Pace) =>
  createConnectRouter().service(Speaker, {
    async *speak({ name }) {
      for (const [index, text] of SENTENCES.entries()) {
        await sleep(pace(index))
        yield create(SentenceSchema, { text: `${name}: ${text}`, number: index + 1 })
        if (name === 'silence') throw new ConnectError('nothing to say', Code.ResourceExhausted)
      }
    },
  })
