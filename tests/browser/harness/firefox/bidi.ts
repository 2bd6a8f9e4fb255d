import { type Browser, type ConnectionTransport, connect } from 'puppeteer-core'

/** Firefox's WebDriver BiDi: Puppeteer drives the tabs, and scripts of ours run in Firefox's own window. */
export interface Bidi {
  browser: Browser
  /** Evaluates an expression in Firefox's window, with all privileges, and gives the string that it resolves to. */
  evaluateInChrome(expression: string): Promise<string>
  close(): void
}

interface Answer {
  id: number
  type: string
  error?: string
  message?: string
  result?: unknown
}

/** Far from the numbers that Puppeteer gives its own commands on the same socket. */
const FIRST_ID = 1_000_000_000
/** Puppeteer's recorder of response bodies; pages are to run as they do for users. */
const UNWANTED = 'network.addDataCollector'

const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'number'

const openSocket = (url: string): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url)
    socket.onopen = () => resolve(socket)
    socket.onerror = () => reject(new Error(`Firefox does not answer at ${url}.`))
  })

/** One socket for two clients: Puppeteer's commands and ours. */
function shareSocket(socket: WebSocket) {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let nextId = FIRST_ID
  const transport: ConnectionTransport = {
    send: message => {
      const { id, method } = JSON.parse(message)
      if (method !== UNWANTED) return socket.send(message)
      queueMicrotask(() =>
        transport.onmessage?.(
          JSON.stringify({ id, type: 'error', error: 'unsupported operation', message: method }),
        ),
      )
    },
    close: () => socket.close(),
  }
  const settle = ({ id, type, error, message, result }: Answer) => {
    const { resolve, reject } = waiting.get(id) ?? Promise.withResolvers<unknown>()
    waiting.delete(id)
    if (type === 'success') resolve(result)
    else reject(new Error(`${error}: ${message}`))
  }
  socket.onmessage = ({ data }: { data: unknown }) => {
    const answer: unknown = JSON.parse(String(data))
    if (isAnswer(answer) && answer.id >= FIRST_ID) settle(answer)
    else transport.onmessage?.(String(data))
  }
  socket.onclose = () => {
    for (const { reject } of waiting.values()) reject(new Error('Firefox has ended.'))
    waiting.clear()
    transport.onclose?.()
  }
  const send = (method: string, params: object): Promise<unknown> => {
    const answer = Promise.withResolvers<unknown>()
    waiting.set(nextId, answer)
    socket.send(JSON.stringify({ id: nextId++, method, params }))
    return answer.promise
  }
  return { transport, send }
}

interface Tree {
  contexts: { context: string }[]
}
interface Evaluated {
  type: string
  result?: { value?: string }
  exceptionDetails?: { text: string }
}

export async function openBidi(url: string): Promise<Bidi> {
  const socket = await openSocket(url)
  const { transport, send } = shareSocket(socket)
  const browser = await connect({
    transport,
    protocol: 'webDriverBiDi',
    defaultViewport: null,
    networkEnabled: false,
  })
  const tree = (await send('browsingContext.getTree', { 'moz:scope': 'chrome' })) as Tree
  const target = { context: tree.contexts[0]?.context }
  return {
    browser,
    evaluateInChrome: async expression => {
      const params = { expression, target, awaitPromise: true }
      const { result, exceptionDetails } = (await send('script.evaluate', params)) as Evaluated
      if (exceptionDetails) throw new Error(exceptionDetails.text)
      return result?.value ?? ''
    },
    close: () => socket.close(),
  }
}
