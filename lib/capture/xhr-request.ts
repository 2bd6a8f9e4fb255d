import { LIST_LENGTH, STRING_LENGTH } from '../wire/limits'
import type { HeaderList, RequestBody } from '../wire/records'
import { argument, createList, indexOf, sliceText } from './natives'
import { documentBase, normaliseMethod, readBody, readUrl, toHeaderText } from './read-request'
import { xhrOf } from './xhr-natives'

/** What the page stated by `open` and `setRequestHeader`. */
export interface XhrRequest {
  method: string
  /** Most requests are no streams, and a URL takes longer to read than all the rest. */
  url: () => string | null
  isAsync: boolean
  headers: (readonly [string, string])[]
}

export const readOpen = (args: readonly unknown[]): XhrRequest => {
  const method = argument(args, 0)
  const address = argument(args, 1)
  const base = documentBase()
  const input = typeof address === 'string' ? address : readUrl(address)
  return {
    method: typeof method === 'string' ? normaliseMethod(method) : '',
    url: () => (input === address ? readUrl(input, base) : input),
    // [spec] XHR 3.5.1: asynchronous where nothing is said; a stated `undefined` is false.
    isAsync: args.length < 3 || !!argument(args, 2),
    headers: createList(),
  }
}

export const readHeader = ({ headers }: XhrRequest, args: readonly unknown[]) => {
  const name = toHeaderText(argument(args, 0))
  const value = toHeaderText(argument(args, 1))
  if (headers.length >= LIST_LENGTH || typeof name !== 'string' || typeof value !== 'string') return
  headers[headers.length] = [sliceText(name, 0, STRING_LENGTH), sliceText(value, 0, STRING_LENGTH)]
}

/** [spec] XHR 3.5.6: a body given with GET or HEAD is not sent. */
export const readSent = ({ method }: XhrRequest, args: readonly unknown[]): RequestBody => {
  const body = argument(args, 0)
  const hasNone = body === undefined || body === null || method === 'GET' || method === 'HEAD'
  return hasNone ? { kind: 'none' } : readBody(body)
}

/** The answer's headers: one line each, `name: value`, ended by CR LF. */
export const readResponseHeaders = (xhr: XMLHttpRequest): HeaderList => {
  const list = createList<readonly [string, string]>()
  const text = xhrOf.allHeaders(xhr)
  for (let from = 0; list.length < LIST_LENGTH; ) {
    const end = indexOf(text, '\r\n', from)
    if (end < 0) break
    const colon = indexOf(text, ': ', from)
    if (colon >= 0 && colon < end)
      list[list.length] = [
        sliceText(text, from, min(colon, from + STRING_LENGTH)),
        sliceText(text, colon + 2, min(end, colon + 2 + STRING_LENGTH)),
      ]
    from = end + 2
  }
  return list
}

const min = (a: number, b: number): number => (a < b ? a : b)

/** `responseURL` has no fragment; that it differs from the URL asked for is all that shows a redirect. */
export const isRedirected = (asked: string | null, answered: string): boolean => {
  if (!asked || answered === '') return false
  const fragment = indexOf(asked, '#')
  return (fragment < 0 ? asked : sliceText(asked, 0, fragment)) !== answered
}
