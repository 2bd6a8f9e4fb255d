import type { Exchange, Route } from './exchange.ts'

/** Lets software that speaks the web's `Request` and `Response` answer, and hands its body on piece for piece. */
export const webRoute =
  (handle: (request: Request, exchange: Exchange) => Promise<Response>): Route =>
  async exchange =>
    relayResponse(exchange, await handle(webRequest(exchange), exchange))

export const relayResponse = async (exchange: Exchange, response: Response): Promise<void> => {
  exchange.open(response.status, Object.fromEntries(response.headers))
  for await (const bytes of response.body ?? []) await exchange.write(bytes)
  await exchange.end()
}

const webRequest = ({ url, body, sent, gone }: Exchange): Request => {
  const { method } = sent
  const headers = new Headers()
  for (const [name, value] of Object.entries(sent.headers)) {
    if (typeof value === 'string') headers.set(name, value)
  }
  const isBodyless = method === 'GET' || method === 'HEAD'
  return new Request(url, { method, headers, signal: gone, body: isBodyless ? null : body })
}
