import { confidenceOf, isEmpty, objects } from './evidence'
import { at, has, isObject, jsonText, listAt, textAt } from './json'
import type { MessageWriter } from './message-types'
import type { Protocol } from './types'
import { writeError } from './write-error'

/** Agent to agent, JSON-RPC and HTTP bindings, 0.3 (`kind`) and 1.0. https://a2a-protocol.org/latest/specification/ */
export const a2a: Protocol = {
  id: 'a2a',
  matches(opening) {
    const found = objects(opening)
    return confidenceOf(
      found.some(value => value.jsonrpc === '2.0' && kindOf(value.result) !== ''),
      found.some(value => value.jsonrpc === undefined && /Update$/.test(kindOf(value))),
    )
  },
  create: message => event => {
    const { json } = event
    if (isEmpty(event)) return
    if (!isObject(json)) return message.note('not-json', event.data.slice(0, 80))
    if (writeError(message, json)) return
    const payload = json.result ?? json
    read(message, payload, kindOf(payload), json.result === undefined ? [] : ['result'])
  },
}

const OLD_KINDS: ReadonlyMap<string, string> = new Map([
  ['task', 'task'],
  ['message', 'message'],
  ['status-update', 'statusUpdate'],
  ['artifact-update', 'artifactUpdate'],
])
const KINDS = ['task', 'message', 'statusUpdate', 'artifactUpdate']

/** 1.0 names the member, 0.3 gives a `kind`; '' where it is neither. */
function kindOf(value: unknown): string {
  const named = KINDS.find(name => isObject(at(value, name)) && isOf(at(value, name), name))
  if (named) return named
  const old = OLD_KINDS.get(textAt(value, 'kind')) ?? ''
  return isOf(value, old) ? old : ''
}

/** What each kind cannot do without. */
function isOf(value: unknown, kind: string): boolean {
  if (kind === 'message') return has(value, 'messageId')
  if (kind === 'artifactUpdate') return has(value, 'artifact')
  return kind !== '' && has(value, 'status')
}

function read(message: MessageWriter, value: unknown, kind: string, path: readonly string[]) {
  const body = at(value, kind) ?? value
  message.fact('id', at(body, 'taskId') ?? at(body, 'id'))
  message.fact('thread', at(body, 'contextId'))
  if (kind === 'artifactUpdate') return readArtifact(message, at(body, 'artifact'), body)
  if (kind === 'message') return readParts(message, body, `message/${textAt(body, 'messageId')}`, false)
  if (kind === '') return message.note('unknown-event', jsonText(value).slice(0, 80))
  for (const artifact of listAt(body, 'artifacts')) readArtifact(message, artifact, {})
  readStatus(message, body, path)
}

function readStatus(message: MessageWriter, body: unknown, path: readonly string[]) {
  const state = textAt(body, 'status', 'state')
  message.fact('status', state)
  message.part('status', 'data', { name: 'status' }).item(...path)
  const said = at(body, 'status', 'message')
  if (isObject(said)) readParts(message, said, `message/${textAt(said, 'messageId')}`, false)
  if (!/completed|failed|canceled|rejected|input.required|auth.required/i.test(state)) return
  message.finish(state)
  if (/failed|rejected/i.test(state)) message.error(textAt(said, 'parts', '0', 'text') || state, state)
  if (at(body, 'final') === true || /completed|failed|canceled|rejected/i.test(state)) message.end()
}

function readArtifact(message: MessageWriter, artifact: unknown, update: unknown) {
  const key = `artifact/${textAt(artifact, 'artifactId')}`
  const isAppended = at(update, 'append') === true
  readParts(message, artifact, key, !isAppended && message.find(`${key}/text`) !== undefined)
  const part = message.find(`${key}/text`)
  part?.name(textAt(artifact, 'name') || textAt(artifact, 'artifactId'))
  if (at(update, 'lastChunk') === true) part?.state('done')
}

function readParts(message: MessageWriter, holder: unknown, key: string, isReplaced: boolean) {
  const texts = listAt(holder, 'parts').filter(part => typeof at(part, 'text') === 'string')
  const text = texts.map(part => textAt(part, 'text')).join('')
  if (texts.length > 0) {
    const part = message.part(`${key}/text`, 'text', { label: textAt(holder, 'role') })
    if (isReplaced) part.grow(text)
    else part.append(text)
  }
  for (const [index, part] of listAt(holder, 'parts').entries()) {
    if (texts.includes(part)) continue
    const address = textAt(part, 'url') || textAt(part, 'file', 'uri')
    if (address !== '') message.part(`${key}/${address}`, 'file').grow(address)
    else message.part(`${key}/data/${index}`, 'data').grow(jsonText(at(part, 'data') ?? part))
  }
}
