import { apply, getOwnPropertyDescriptor, getterOf, uncurry } from './natives'

const request = XMLHttpRequest.prototype

/** What an `XMLHttpRequest` shows, by the browser's own getters. */
export const xhrOf = {
  readyState: getterOf(request, 'readyState'),
  status: getterOf(request, 'status'),
  statusText: getterOf(request, 'statusText'),
  responseURL: getterOf(request, 'responseURL'),
  responseType: getterOf(request, 'responseType'),
  response: getterOf(request, 'response'),
  timeout: getterOf(request, 'timeout'),
  header: uncurry(request.getResponseHeader),
  allHeaders: uncurry(request.getAllResponseHeaders),
}

/**
 * The text so far, of a request for text. By `response`: Firefox keeps what `responseText` gave before the end, and the
 * page would miss what the decoder holds back until then, such as the first half of a character.
 */
export const textOf = (xhr: XMLHttpRequest): string => xhrOf.response(xhr)

export type XhrListener = (this: XMLHttpRequest, event: Event) => void
type ListenerArguments = [type: string, listener: XhrListener, isCapture: boolean]

export const listenTo = uncurry<XMLHttpRequest, ListenerArguments, void>(
  EventTarget.prototype.addEventListener as never,
)
export const unlistenTo = uncurry<XMLHttpRequest, ListenerArguments, void>(
  EventTarget.prototype.removeEventListener as never,
)

export const eventType = getterOf(Event.prototype, 'type')
export const loadedBytes = getterOf(ProgressEvent.prototype, 'loaded')

/** [spec] DOM 2.2: `isTrusted` is each event's own accessor, and all have the same getter. */
const trustGetter = getOwnPropertyDescriptor(new Event(''), 'isTrusted')?.get
export const isTrusted = (event: Event): boolean => !trustGetter || apply(trustGetter, event, [])
