import { at, has, isObject, jsonText, textAt } from './json'
import type { MessageWriter } from './message-types'

/**
 * The error that a frame is, in the shapes met in the wild: `{error: {message, type, code}}`, `{error: 'text'}` and
 * `{object: 'error', message}`. False where the frame is none.
 */
export function writeError(message: MessageWriter, json: unknown): boolean {
  const error = at(json, 'error')
  if (isObject(error)) {
    message.error(textAt(error, 'message') || jsonText(error), typeOf(error))
    return true
  }
  if (typeof error === 'string' && error !== '') {
    message.error(textAt(json, 'message') || error, typeOf(json))
    return true
  }
  if (textAt(json, 'object') !== 'error' || !has(json, 'message')) return false
  message.error(textAt(json, 'message'), typeOf(json))
  return true
}

const typeOf = (error: unknown): string => {
  const kind = textAt(error, 'type') || textAt(error, 'status')
  const code = jsonText(at(error, 'code') ?? '')
  return [kind, code === 'null' ? '' : code].filter(text => text !== '').join(' ')
}
