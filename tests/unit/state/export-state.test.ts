import { expect, test } from 'vitest'
import { fedStream } from '../session/fed-stream'
import { downloaded, fakePanel } from './fake-panel'

/** A clock that a slice of work uses up at once, so that each frame does one step. */
const steppedPanel = () => {
  let time = 0
  const stream = fedStream()
  stream.respond()
  stream.push('data: x\n\n'.repeat(3000))
  const panel = fakePanel([stream], {
    now: () => {
      time += 100
      return time
    },
  })
  panel.runFrames()
  return panel
}

test('a large export goes on from frame to frame and says how far it is', () => {
  const panel = steppedPanel()
  const { exports, toast } = panel.state
  exports.har()
  expect(exports.progress.value).toBeLessThan(1)
  expect(panel.commands).toEqual([])
  panel.runFrames(1000)
  expect(exports.progress.value).toBeNull()
  expect(downloaded(panel).json).toMatchObject({ log: { entries: [{}] } })
  expect(toast.shown.value?.text).toContain('.har')
})

test('an export that is stopped writes nothing', () => {
  const panel = steppedPanel()
  const { exports, toast } = panel.state
  exports.har()
  panel.runFrames(5)
  exports.stop()
  panel.runFrames(1000)
  expect(exports.progress.value).toBeNull()
  expect(panel.commands).toEqual([])
  expect(toast.shown.value?.text).toBe('The file was not written.')
})

test('a body read in another format meanwhile is written anew', () => {
  const panel = steppedPanel()
  panel.state.streams.select(0, 'only')
  panel.state.exports.har()
  panel.runFrames(5)
  panel.session.parseAs('doc/1', 'plain-text')
  panel.runFrames(1000)
  expect(downloaded(panel).json).toMatchObject({
    log: { entries: [{ _streamtap: { format: 'plain-text' } }] },
  })
  expect(JSON.stringify(downloaded(panel).json)).not.toContain('_eventSourceMessages')
})

test('each part of a file is made ready as it is written, and these are what is saved', () => {
  const large = fedStream()
  large.respond()
  large.push(`data: ${'x'.repeat(3_000_000)}\n\n`)
  const made: string[] = []
  const saved: BlobPart[][] = []
  const panel = fakePanel([large], {
    commands: {
      ...{ setRecording() {}, setPreserveLog() {}, clear() {}, copy: () => true },
      filePart: text => `${made.push(text)}`,
      download: (_name, _mime, parts) => saved.push(parts),
    },
  })
  panel.runFrames()
  panel.state.exports.har()
  panel.runFrames(1000)
  expect(made.length).toBeGreaterThan(3)
  expect(Math.max(...made.map(({ length }) => length))).toBeLessThan(1_200_000)
  expect(saved).toEqual([made.map((_, index) => `${index + 1}`)])
  expect(JSON.parse(made.join(''))).toMatchObject({ log: { entries: [{}] } })
})
