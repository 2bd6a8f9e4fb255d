import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import compression from 'compression'
import express, { type Request, type RequestHandler, type Response } from 'express'

/** A server of one test, with a blank page under `/page`. */
export interface FaultServer {
  url: string
  port: number
  close(): Promise<void>
}

export interface OriginOptions {
  /** What stands before the routes, such as `compression()`. */
  before?: readonly RequestHandler[]
  /** Added to the answers of `/events`. */
  headers?: Readonly<Record<string, string>>
}

/**
 * `/events`: `count` events, one `every` milliseconds; with `made` each says when it was made. `/hold`: one event and
 * then nothing; with `beat` a comment every so many milliseconds. `/arguments`: a chat with so many `megabytes` of
 * arguments for one tool.
 */
export const startOrigin = async ({
  before = [],
  headers = {},
}: OriginOptions = {}): Promise<FaultServer> => {
  const app = express()
  for (const handler of before) app.use(handler)
  app.get('/page', (_request, response) => {
    response.type('html').send('<!doctype html><title>Page</title><link rel="icon" href="data:,">')
  })
  app.get('/events', (request, response) => sendEvents(request, response, headers))
  app.get('/hold', (request, response) => hold(request, response))
  app.get('/arguments', (request, response) => sendArguments(request, response))
  return listen(createServer(app))
}

/** express with `compression`, as its documentation sets it up. */
export const startCompressing = (headers: Readonly<Record<string, string>> = {}): Promise<FaultServer> =>
  startOrigin({ before: [compression()], headers })

const begin = (response: Response, headers: Readonly<Record<string, string>> = {}) => {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache', ...headers })
  response.flushHeaders()
}

const sendEvents = ({ query }: Request, response: Response, headers: Readonly<Record<string, string>>) => {
  begin(response, headers)
  let sent = 0
  const timer = setInterval(
    () => {
      const made = query.made ? `,"ts":${Date.now()}` : ''
      response.write(`data: {"n":${sent}${made}}\n\n`)
      if (++sent < Number(query.count ?? 6)) return
      clearInterval(timer)
      response.end()
    },
    Number(query.every ?? 500),
  )
  response.on('close', () => clearInterval(timer))
}

const PIECE = 'x'.repeat(100_000)

const sendArguments = async ({ query }: Request, response: Response) => {
  begin(response)
  const call = (text: string) => {
    const tool_calls = [{ index: 0, id: 'c', function: { name: 'f', arguments: text } }]
    const choices = [{ index: 0, delta: { tool_calls } }]
    return `data: ${JSON.stringify({ object: 'chat.completion.chunk', choices })}\n\n`
  }
  const piece = call(PIECE)
  response.write(call('{"a":"'))
  for (let left = Number(query.megabytes) * 10; left > 0 && !response.destroyed; left--) {
    if (!response.write(piece)) await new Promise(resolve => response.once('drain', resolve))
  }
  response.end(call('"}'))
}

const hold = ({ query }: Request, response: Response) => {
  begin(response)
  response.write('data: first\n\n')
  let beats = 0
  if (!query.beat) return
  const timer = setInterval(() => {
    response.write(': beat\n\n')
    if (++beats < Number(query.beats ?? 6)) return
    clearInterval(timer)
    response.end()
  }, Number(query.beat))
  response.on('close', () => clearInterval(timer))
}

export const listen = (server: Server): Promise<FaultServer> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      resolve({
        url: `http://127.0.0.1:${port}`,
        port,
        close: () =>
          new Promise(done => {
            server.close(() => done())
            server.closeAllConnections()
          }),
      })
    })
  })
