import { at, jsonText, numberAt, textAt } from './json'
import type { MessageWriter, PartWriter } from './message-types'

/** The tool calls of a chat completion's choices. */
export interface ToolCalls {
  /** `place` stands in where the call has no index. */
  read(choice: number, call: unknown, place: number): void
  /** The choice is finished. */
  close(choice: number): void
}

interface Call {
  part: PartWriter
  id: string
}

/** Calls are told apart by index: their ID comes once. Servers that give all of them one index tell them by ID. */
export function createToolCalls(message: MessageWriter): ToolCalls {
  const calls = new Map<string, Call>()
  let count = 0

  function open(key: string, choice: number, id: string): Call {
    const known = calls.get(key)
    if (known && (id === '' || known.id === '' || known.id === id)) {
      if (id !== '') known.id = id
      return known
    }
    const call = { part: message.part(`tool/${choice}/${count++}`, 'tool-call', { choice, id }), id }
    calls.set(key, call)
    return call
  }

  return {
    read(choice, call, place) {
      const id = textAt(call, 'id')
      const { part } = open(`${choice}/${numberAt(call, 'index') ?? place}`, choice, id)
      if (id !== '') part.id(id)
      const name = textAt(call, 'function', 'name') || textAt(call, 'custom', 'name')
      if (name !== '') part.name(name)
      const given = at(call, 'function', 'arguments') ?? at(call, 'custom', 'input')
      if (given !== undefined && given !== null) part.append(jsonText(given))
    },
    close(choice) {
      for (const [key, { part }] of calls) if (key.startsWith(`${choice}/`)) part.finishArguments()
    },
  }
}
