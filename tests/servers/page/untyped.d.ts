declare module '@hotwired/turbo' {
  export const session: { drive: boolean }
}
declare module 'htmx.org/dist/ext/hx-sse.js'
declare module 'whatwg-fetch' {
  export const fetch: typeof globalThis.fetch
}
declare module 'event-source-polyfill' {
  export const EventSourcePolyfill: typeof EventSource
  export const NativeEventSource: typeof EventSource
}
declare module 'zone.js'
