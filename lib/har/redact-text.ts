import { isCredentialKey, isCredentialParameter, isTokenName } from './credential-names'
import { findJsonValues, replaceJsonValues } from './json-values'

/** Called once for every credential found, with its name. */
export type OnRedaction = (name: string) => void

/** What stands where a credential stood: its length stays known. */
export const placeholder = (value: string): string => `[redacted, ${value.length} characters]`

/** A request body without credentials: JSON (also cut or embedded) and urlencoded forms. Other text stays. */
export const redactRequestText = (text: string, onRedaction: OnRedaction): string =>
  isForm(text) ? redactForm(text, onRedaction) : redactJson(text, onRedaction)

/** Pairs as in a query or an urlencoded form, values replaced in their encoded form. */
export const redactForm = (text: string, onRedaction: OnRedaction): string =>
  text.replace(/([^=&]+)=([^&]+)/g, (pair, name: string, value: string) => {
    const decoded = decodeParameter(name)
    if (!isCredentialParameter(decoded)) return pair
    onRedaction(decoded)
    return `${name}=${encodeURIComponent(placeholder(decodeParameter(value)))}`
  })

/** Undoes percent and plus encoding; text that is not well encoded stays as it is. */
export const decodeParameter = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

const isForm = (text: string): boolean => /^[^\s=&{}[\]<>"]+(?:\[[^\s=&[\]]*\])*=[^\s{}"]*$/.test(text)

const redactJson = (text: string, onRedaction: OnRedaction): string => {
  const values = findJsonValues(text, isCredentialKey).filter(
    ({ key, type }) => type === 'string' || !isTokenName(key),
  )
  for (const { key } of values) onRedaction(key)
  return replaceJsonValues(text, values, placeholder)
}
