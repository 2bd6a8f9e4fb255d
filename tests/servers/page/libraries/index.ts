import { readByEventSource, readByFetch, readByXhr, readStreams } from './read-streams'

/** Each in its page: what they patch stays patched. */
export const libraries = {
  'zone.js': async (url: string) => {
    await import('zone.js')
    const { Zone } = window as unknown as ZoneWindow
    const names = new Set<string>()
    const zone = Zone.current.fork({
      name: 'page',
      onInvokeTask: (parent, _current, target, task, self, args) => {
        names.add(`${target.name} ${task.type}`)
        return parent.invokeTask(target, task, self, args)
      },
    })
    // A native `await` leaves the zone, so each begins in it.
    const readers = [readByFetch, readByXhr, readByEventSource]
    const seen = await Promise.all(readers.map(read => zone.run(() => read(url))))
    return { seen, tasks: [...names].sort() }
  },

  sentry: async (url: string) => {
    const { breadcrumbsIntegration, browserTracingIntegration, getIsolationScope, init } = await import(
      '@sentry/browser'
    )
    init({
      dsn: 'https://key@sentry.invalid/1',
      transport: () => ({ send: async () => ({}), flush: async () => true }),
      defaultIntegrations: false,
      integrations: [breadcrumbsIntegration({ dom: false }), browserTracingIntegration()],
      tracesSampleRate: 1,
    })
    const seen = await readStreams(url)
    const crumbs = getIsolationScope()
      .getScopeData()
      .breadcrumbs.map(({ category, type, data }) => ({ category, type, data }))
    return { seen, crumbs }
  },

  interceptors: async (url: string) => {
    const { BatchInterceptor } = await import('@mswjs/interceptors')
    const { FetchInterceptor } = await import('@mswjs/interceptors/fetch')
    const { XMLHttpRequestInterceptor } = await import('@mswjs/interceptors/XMLHttpRequest')
    const interceptor = new BatchInterceptor({
      name: 'page',
      interceptors: [new FetchInterceptor(), new XMLHttpRequestInterceptor()],
    })
    const log: string[] = []
    interceptor.apply()
    interceptor.on('request', ({ request }) => void log.push(`request ${request.method}`))
    interceptor.on('response', ({ response, isMockedResponse }) => {
      log.push(`response ${response.status} ${isMockedResponse}`)
    })
    const passed = await readStreams(url)
    interceptor.once('request', ({ controller }) => controller.respondWith(mockedStream()))
    const mocked = await (await fetch(url)).text()
    interceptor.dispose()
    const after = await readStreams(url)
    return { passed, mocked, after, log }
  },

  'whatwg-fetch': async (url: string) => {
    const { fetch: polyfill } = await import('whatwg-fetch')
    const response = await polyfill(url, { headers: { accept: 'text/event-stream' } })
    const headers = [...response.headers].map(([name]) => name).sort()
    return { status: response.status, url: response.url, headers, text: await response.text() }
  },

  'event-source-polyfill': async (url: string) => {
    const { EventSourcePolyfill, NativeEventSource } = await import('event-source-polyfill')
    return {
      polyfill: await readByEventSource(url, EventSourcePolyfill),
      isNative: NativeEventSource === EventSource,
    }
  },

  'hot reload': async (url: string) => {
    const { fetch: before } = window
    const { send } = XMLHttpRequest.prototype
    const Source = EventSource
    const log: string[] = []
    for (const round of [1, 2]) {
      window.fetch = (...args) => {
        log.push(`fetch ${round}`)
        return before(...args)
      }
      XMLHttpRequest.prototype.send = function (...args) {
        log.push(`send ${round}`)
        return send.apply(this, args)
      }
      window.EventSource = class extends Source {
        override close() {
          log.push(`close ${round}`)
          super.close()
        }
      }
    }
    const replaced = await readStreams(url)
    window.fetch = before
    XMLHttpRequest.prototype.send = send
    window.EventSource = Source
    const restored = [await readByXhr(url), window.fetch === before, XMLHttpRequest.prototype.send === send]
    return { replaced, restored, log }
  },
} as const satisfies Record<string, (url: string) => Promise<unknown>>

export type LibraryName = keyof typeof libraries

interface Zone {
  name: string
  fork(spec: {
    name: string
    onInvokeTask(
      parent: ZoneDelegate,
      current: Zone,
      target: Zone,
      task: Task,
      self: unknown,
      args: unknown,
    ): unknown
  }): Zone
  run<Result>(work: () => Result): Result
}
interface ZoneDelegate {
  invokeTask(target: Zone, task: Task, self: unknown, args: unknown): unknown
}
interface Task {
  type: string
}
interface ZoneWindow {
  Zone: { current: Zone }
}

const mockedStream = (): Response => {
  const body = new ReadableStream({
    start: controller => {
      controller.enqueue(new TextEncoder().encode('data: mocked\n\n'))
      controller.close()
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}
