import { at, jsonText, listAt, textAt } from './json'
import type { MessageWriter, PartWriter } from './message-types'

export interface GeminiCalls {
  read(call: unknown, choice: number): void
  respond(response: unknown): void
}

interface Open {
  part: PartWriter
  /** Values by JSON path, as they grow. */
  values: Map<string, unknown[]>
}

/** A tool with more arguments than this is no tool. */
const MOST_VALUES = 1000

/**
 * Function calls come whole, or as values by path with the last event saying that no more will come: then the arguments
 * are written, under their paths, once they are whole.
 */
export function createGeminiCalls(message: MessageWriter): GeminiCalls {
  const open = new Map<number, Open>()
  let count = 0

  function begin(call: unknown, choice: number): Open {
    const known = open.get(choice)
    const name = textAt(call, 'name')
    if (known && name === '') return known
    const id = textAt(call, 'id')
    const part = message.part(`tool/${choice}/${count++}`, 'tool-call', { choice, name, id })
    return { part, values: new Map() }
  }

  return {
    read(call, choice) {
      const current = begin(call, choice)
      for (const value of listAt(call, 'partialArgs')) addValue(current.values, value)
      const whole = at(call, 'args')
      if (whole !== undefined) current.part.append(jsonText(whole))
      if (at(call, 'willContinue') === true) {
        current.part.touch()
        open.set(choice, current)
        return
      }
      if (whole === undefined && current.values.size > 0) current.part.append(written(current.values))
      current.part.finishArguments()
      open.delete(choice)
    },
    respond(response) {
      const part = message.part(`response/${textAt(response, 'id')}/${textAt(response, 'name')}`, 'data')
      part.name(textAt(response, 'name'))
      part.append(jsonText(at(response, 'response')))
    },
  }
}

function addValue(values: Map<string, unknown[]>, value: unknown): void {
  const path = textAt(value, 'jsonPath')
  const given = at(value, 'stringValue') ?? at(value, 'numberValue') ?? at(value, 'boolValue') ?? null
  const known = values.get(path)
  if (known) known.push(given)
  else if (values.size < MOST_VALUES) values.set(path, [given])
}

/** `$.a` is written as the member `a`; deeper paths keep their own writing. */
function written(values: ReadonlyMap<string, unknown[]>): string {
  const members = [...values].map(([path, pieces]) => {
    const value = typeof pieces[0] === 'string' ? pieces.join('') : pieces.at(-1)
    return `${JSON.stringify(path.replace(/^\$\.(?=\w+$)/, ''))}:${JSON.stringify(value)}`
  })
  return `{${members.join(',')}}`
}
