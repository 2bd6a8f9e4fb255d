import { expect, test } from 'vitest'
import { fedStream } from '../session/fed-stream'
import { fakePanel } from './fake-panel'

const CHAT = `data: ${JSON.stringify({
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta: { content: 'Hi' }, finish_reason: null }],
})}\n\n`

const streams = (...bodies: string[]) =>
  bodies.map((body, index) => {
    const stream = fedStream({ id: index + 1 })
    stream.respond()
    if (body !== '') stream.push(body)
    return stream
  })

test('the column of protocols says what the first events look like, and a stream without events nothing', () => {
  const panel = fakePanel(streams(CHAT, ''))
  panel.runFrames()
  expect(panel.state.protocols.of('doc/1')).toMatchObject({ id: 'openai-chat' })
  expect(panel.state.protocols.of('doc/2')).toBeNull()
})

test('events of no known protocol are not named after one', () => {
  const panel = fakePanel(streams('data: x\n\n'))
  panel.runFrames()
  expect(panel.state.protocols.of('doc/1')).toBeNull()
})

test('it is told as soon as events come', () => {
  const panel = fakePanel(streams(''))
  panel.runFrames()
  panel.session.streams[0]?.push(CHAT)
  panel.session.changed()
  panel.runFrames()
  expect(panel.state.protocols.of('doc/1')).toMatchObject({ id: 'openai-chat' })
})

test('streams sort by it, and nothing is looked at while the column is not shown', () => {
  const panel = fakePanel(streams('', ''))
  panel.state.list.toggleColumn('protocol')
  panel.session.streams[0]?.push(CHAT)
  panel.session.changed()
  panel.runFrames()
  expect(panel.state.protocols.of('doc/1')).toBeNull()
  panel.state.list.toggleColumn('protocol')
  panel.runFrames()
  panel.state.list.sortBy('protocol')
  expect([0, 1].map(index => panel.state.streams.keyAt(index))).toEqual(['doc/2', 'doc/1'])
})
