import { all, confidenceOf, isEmpty, objects } from './evidence'
import { at, isObject, jsonText, textAt } from './json'
import type { Protocol } from './types'

/** A watch of Kubernetes objects. https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes */
export const kubernetesWatch: Protocol = {
  id: 'kubernetes-watch',
  matches(opening) {
    const found = objects(opening)
    const isOne = (value: unknown) =>
      TYPE.test(textAt(value, 'type')) && textAt(value, 'object', 'kind') !== ''
    return confidenceOf(all(found, isOne), false)
  },
  create: message => event => {
    const { json } = event
    if (isEmpty(event)) return
    if (!isObject(json)) return message.note('not-json', event.data.slice(0, 80))
    const type = textAt(json, 'type')
    const object = at(json, 'object')
    const name = `${type} ${textAt(object, 'kind')}`.trim()
    message.part(`watch/${name}`, 'data', { name }).item('object')
    // A watch that is too old ends with 410.
    if (type === 'ERROR')
      message.error(textAt(object, 'message') || jsonText(object), jsonText(at(object, 'code') ?? ''))
  },
}

const TYPE = /^(ADDED|MODIFIED|DELETED|BOOKMARK|ERROR)$/
