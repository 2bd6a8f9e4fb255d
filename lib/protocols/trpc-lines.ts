import { isEmpty } from './evidence'
import { at, isObject, jsonText, listAt, numberAt, textAt } from './json'
import type { MessageWriter, PartWriter } from './message-types'
import type { Reassembly } from './types'

/** `{"0":[[0],[null,0,0]]}`: for each call of the batch its value, and which chunks will fill it in. */
export function isTrpcHead(json: unknown): boolean {
  if (!isObject(json)) return false
  const calls = Object.entries(json)
  return (
    calls.length > 0 &&
    calls.every(
      ([name, value]) => /^\d+$/.test(name) && Array.isArray(at(value, 0)) && definitions(value).length > 0,
    )
  )
}

/** Chunks a stream may promise at once. */
const MOST_WAITING = 100_000
const ITERABLE = 1

interface Waiting {
  part: PartWriter
  isIterable: boolean
}

/** tRPC's JSON lines: a head, then `[chunk, status, value]`, values naming further chunks. */
export function createTrpcLines(message: MessageWriter): Reassembly {
  const waiting = new Map<number, Waiting>()

  function expect(part: PartWriter, value: unknown) {
    for (const definition of definitions(value)) {
      const chunk = numberAt(definition, 2)
      if (chunk === undefined || waiting.size >= MOST_WAITING) continue
      waiting.set(chunk, { part, isIterable: at(definition, 1) === ITERABLE })
    }
  }

  function readHead(json: unknown) {
    if (!isObject(json)) return
    for (const [name, value] of Object.entries(json)) {
      expect(message.part(`call/${name}`, 'operation', { name: `call ${name}`, id: name }), value)
    }
  }

  function readChunk(json: readonly unknown[]) {
    const chunk = numberAt(json, 0) ?? -1
    const found = waiting.get(chunk)
    if (!found) return message.note('unknown-event', jsonText(json).slice(0, 80))
    const { part, isIterable } = found
    const status = numberAt(json, 1)
    const isFailed = isIterable ? status === 2 : status === 1
    if (!isIterable || status !== 1) waiting.delete(chunk)
    if (isFailed) return fail(message, part, at(json, 2))
    readValue(part, at(json, 2), isIterable && status === 1)
  }

  function readValue(part: PartWriter, value: unknown, isYielded: boolean) {
    expect(part, value)
    if (isYielded) return part.item('2', '0', '0')
    if (definitions(value).length > 0) return part.touch()
    const error = at(value, 0, 0, 'error')
    if (isObject(error)) return fail(message, part, error)
    part.result(jsonText(at(value, 0, 0)))
    part.state('done')
  }

  return event => {
    if (isEmpty(event)) return
    if (Array.isArray(event.json)) readChunk(event.json)
    else if (isTrpcHead(event.json)) readHead(event.json)
    else message.note('unknown-event', event.data.slice(0, 80))
  }
}

const definitions = (value: unknown): readonly unknown[] => listAt(value).slice(1)

function fail(message: MessageWriter, part: PartWriter, error: unknown) {
  part.result(jsonText(error))
  part.state('failed')
  message.error(textAt(error, 'message') || textAt(error, 'json', 'message') || jsonText(error))
}
