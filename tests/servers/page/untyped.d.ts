declare module '@hotwired/turbo' {
  export const session: { drive: boolean }
}
declare module 'htmx.org/dist/ext/hx-sse.js'
