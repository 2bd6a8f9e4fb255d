import { expect, test } from 'vitest'
import { watchPresence } from '../../../lib/transport/presence'
import type { ConnectedDocument } from '../../../lib/transport/recorder'

const page = (isTopFrame = true, origin = 'https://a.test', isIgnored = false): ConnectedDocument => ({
  document: { id: origin, url: `${origin}/`, openedAt: 0, isTopFrame, origin, frameName: '' },
  isIgnored,
})

const watch = (address: string | null = 'https://a.test/') => {
  let due: (() => void) | null = null
  const inspected = { address }
  const watched = watchPresence({
    findAddress: async () => {
      if (inspected.address === 'throws') throw new Error('gone')
      return inspected.address
    },
    wait: callback => {
      due = callback
      return () => {
        due = null
      }
    },
  })
  const passTime = async () => {
    const run = due
    due = null
    run?.()
    await Promise.resolve()
    await Promise.resolve()
    await Promise.resolve()
    return watched.presence.absence
  }
  return { watched, inspected, passTime }
}

test('a page that answers is not missed', async () => {
  const { watched, passTime } = watch()
  expect(watched.presence.absence).toBeNull()
  watched.update([page()])
  expect(await passTime()).toBeNull()
})

test('a page that was there before and does not answer needs a reload; frames alone are no answer', async () => {
  const { watched, passTime } = watch()
  watched.update([page(false)])
  expect(await passTime()).toBe('reload')
  watched.update([page()])
  expect(watched.presence.absence).toBeNull()
})

test('one that was loaded since keeps the extension out', async () => {
  const { watched, passTime } = watch()
  watched.navigated()
  expect(await passTime()).toBe('denied')
  watched.navigated()
  expect(watched.presence.absence).toBeNull()
})

test.each(['chrome://version', 'view-source:https://a.test/', 'about:blank', null, 'throws'])(
  'nothing can be recorded in %s',
  async address => {
    const { watched, passTime } = watch(address)
    watched.navigated()
    expect(await passTime()).toBe('forbidden')
  },
)

test('a page that leaves is missed only when nothing comes after it', async () => {
  const { watched, passTime } = watch()
  watched.update([page()])
  await passTime()
  watched.update([])
  expect(watched.presence.absence).toBeNull()
  watched.navigated()
  watched.update([page()])
  expect(await passTime()).toBeNull()
  watched.update([])
  expect(await passTime()).toBe('denied')
})

test('ignored origins are told once each, and changes to those who listen', () => {
  const { watched } = watch()
  let calls = 0
  const undo = watched.subscribe(() => calls++)
  watched.update([
    page(true, 'https://a.test', true),
    page(false, 'https://a.test', true),
    page(false, 'https://b.test'),
  ])
  expect(watched.presence.ignoredOrigins).toEqual(['https://a.test'])
  undo()
  watched.update([])
  expect([calls, watched.presence.ignoredOrigins]).toEqual([1, []])
})

test('what runs under an ignored origin of the tab is ignored; what does not tell its origin goes by the page', () => {
  const { watched } = watch()
  const ignored = () => ['https://a.test', 'https://b.test', 'null'].map(watched.ignores)
  watched.update([page(true, 'https://a.test'), page(false, 'https://b.test', true)])
  expect(ignored()).toEqual([false, true, false])
  watched.update([page(true, 'https://a.test', true), page(false, 'https://b.test')])
  expect(ignored()).toEqual([true, false, true])
})
