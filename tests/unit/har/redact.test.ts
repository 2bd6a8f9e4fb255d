import { describe, expect, test } from 'vitest'
import { previewRedaction } from '../../../lib/har/preview-redaction'
import { redactHeaders } from '../../../lib/har/redact-headers'
import { redactRequestText } from '../../../lib/har/redact-text'
import { redactUrl } from '../../../lib/har/redact-url'
import { finish } from '../../../lib/har/steps'
import { writeHar } from '../../../lib/har/write'
import { bytesOf, entryOf } from './entry-of'
import { type Recorded, recordedStream } from './recorded-stream'

const SECRET = 'hunter2-hunter2'

const redacted = <T>(value: T, redact: (value: T, onRedaction: (name: string) => void) => T) => {
  const names: string[] = []
  return { value: redact(value, name => names.push(name)), names }
}

describe('headers', () => {
  const header = (name: string, value: string) => redacted([[name, value]] as const, redactHeaders)

  test.each([
    ['Authorization', 'Bearer abc', 'Bearer [redacted, 3 characters]'],
    ['authorization', 'abc def', '[redacted, 7 characters]'],
    ['X-Api-Key', 'abc', '[redacted, 3 characters]'],
    [
      'Cookie',
      'a=bc; flag; d=e=f',
      'a=[redacted, 2 characters]; [redacted, 4 characters]; d=[redacted, 3 characters]',
    ],
    ['Set-Cookie', 'a=bc; Path=/; HttpOnly', 'a=[redacted, 2 characters]; Path=/; HttpOnly'],
    ['X-Whatever', 'Bearer abcdefgh', 'Bearer [redacted, 8 characters]'],
    [
      'Referer',
      'https://a.example/?token=abc&x=1',
      'https://a.example/?token=%5Bredacted%2C%203%20characters%5D&x=1',
    ],
  ])('%s: %s', (name, value, expected) => {
    expect(header(name, value)).toEqual({ value: [[name, expected]], names: [name] })
  })

  test.each([
    ['Accept', 'text/event-stream'],
    ['Access-Control-Allow-Credentials', 'true'],
    ['Referer', 'https://a.example/?x=1'],
    ['Authorization', ''],
  ])('%s: %s stays', (name, value) => {
    expect(header(name, value)).toEqual({ value: [[name, value]], names: [] })
  })
})

describe('URLs', () => {
  const GONE = '%5Bredacted%2C%203%20characters%5D'

  test.each([
    ['https://a.example/p?api_key=abc&q=1', `https://a.example/p?api_key=${GONE}&q=1`, ['api_key']],
    ['https://user:pw@a.example/p', 'https://redacted@a.example/p', ['userinfo']],
    ['https://us@er:p@a.example/@x', 'https://redacted@a.example/@x', ['userinfo']],
    [
      'https://a.example/#access_token=abc&x=1',
      `https://a.example/#access_token=${GONE}&x=1`,
      ['access_token'],
    ],
    ['https://a.example/#/route?token=abc', `https://a.example/#/route?token=${GONE}`, ['token']],
    ['https://a.example/?%74oken=%61bc', `https://a.example/?%74oken=${GONE}`, ['token']],
    [
      'https://a.example/?to=https%3A%2F%2Fb.example%2F%3Fsig%3Dabc',
      `https://a.example/?to=${encodeURIComponent(`https://b.example/?sig=${GONE}`)}`,
      ['sig'],
    ],
  ])('%s', (url, value, names) => expect(redacted(url, redactUrl)).toEqual({ value, names }))

  test.each([
    'https://a.example/v1/chat?model=x&max_tokens=5&page_token=abc#top',
    'https://a.example/@user/token/abc?q=a%2Fb+c&flag',
    'https://a.example/?token=',
    'about:srcdoc',
    'data:text/event-stream,data: a@b',
  ])('%s stays', url => expect(redacted(url, redactUrl)).toEqual({ value: url, names: [] }))
})

describe('request bodies', () => {
  test.each([
    [
      '{"password": "abc", "max_tokens": 5}',
      '{"password": "[redacted, 3 characters]", "max_tokens": 5}',
      ['password'],
    ],
    ['{"otp":123456}', '{"otp":"[redacted, 6 characters]"}', ['otp']],
    ['{"a":{"api_key":"abc', '{"a":{"api_key":"[redacted, 3 characters]', ['api_key']],
    [
      'grant_type=x&client_secret=a%20c&code=abc',
      'grant_type=x&client_secret=%5Bredacted%2C%203%20characters%5D&code=%5Bredacted%2C%203%20characters%5D',
      ['client_secret', 'code'],
    ],
  ])('%s', (text, value, names) => expect(redacted(text, redactRequestText)).toEqual({ value, names }))

  test.each([
    '{"max_tokens":100,"token":50256,"stop_token":"x","usage":{"completion_tokens":7},"key":"v"}',
    '{"tools":[{"parameters":{"properties":{"password":{"type":"string"}}}}]}',
    '{"logprobs":true, "big": 12345678901234567890}',
    'my token is abc',
    'a=1&b=2',
    '',
  ])('%s stays', text => expect(redacted(text, redactRequestText)).toEqual({ value: text, names: [] }))
})

describe('an export', () => {
  const everywhere: Recorded = {
    number: 3,
    document: {
      url: `https://app.example/#id_token=${SECRET}`,
      frameName: `from https://app.example/?id_token=${SECRET}`,
    },
    opened: {
      source: 'event-source',
      lastEventId: `{"access_token":"${SECRET}"}`,
      method: 'POST',
      url: `https://user:${SECRET}@api.example/s?api_key=${SECRET}&q=1#token=${SECRET}`,
      headers: [
        ['Authorization', `Bearer ${SECRET}`],
        ['cookie', `session=${SECRET}`],
      ],
      body: { kind: 'text', text: `{"client_secret":"${SECRET}","q":1}`, length: 38 },
    },
    response: {
      url: `https://api.example/s?api_key=${SECRET}`,
      headers: [
        ['content-type', 'text/event-stream'],
        ['set-cookie', `session=${SECRET}; Secure`],
      ],
    },
    chunks: [
      `data: {"access_token":"${SECRET}","token":"Hello"}\n\n`,
      `: {"password": "${SECRET}"}\n\n`,
      `data: ${JSON.stringify({ args: JSON.stringify({ password: SECRET }) })}\n\n`,
    ],
    closed: {
      reason: 'failed',
      message: `TypeError: https://user:${SECRET}@api.example/ includes credentials`,
    },
  }

  test('has no credential left anywhere, and all that is not one', () => {
    const written = JSON.stringify(
      writeHar([recordedStream(everywhere)], { creatorVersion: '1', redact: true }),
    )
    expect(written).not.toContain('hunter2')
    expect(written).toContain('Hello')
    expect(written).toContain('includes credentials')
  })

  test('without redaction has all of it', () => {
    const written = JSON.stringify(
      writeHar([recordedStream(everywhere)], { creatorVersion: '1', redact: false }),
    )
    expect(written.split(SECRET).length - 1).toBeGreaterThan(10)
  })

  test('names what went, as the preview does', () => {
    const names = [
      { where: 'url', name: 'userinfo' },
      { where: 'url', name: 'api_key' },
      { where: 'url', name: 'token' },
      { where: 'url', name: 'id_token' },
      { where: 'header', name: 'Authorization' },
      { where: 'header', name: 'cookie' },
      { where: 'header', name: 'set-cookie' },
      { where: 'request-body', name: 'client_secret' },
      { where: 'response-body', name: 'access_token' },
      { where: 'response-body', name: 'password' },
    ]
    const byName = (a: { where: string; name: string }, b: { where: string; name: string }) =>
      `${a.where} ${a.name}`.localeCompare(`${b.where} ${b.name}`)
    expect([...entryOf(recordedStream(everywhere), true)._streamtap.redacted].sort(byName)).toEqual(
      names.sort(byName),
    )
    expect(finish(previewRedaction([recordedStream(everywhere)])).sort(byName)).toEqual(
      names.map(name => ({ ...name, stream: 3 })),
    )
  })

  test('finds nothing to preview in an innocent stream', () => {
    expect(finish(previewRedaction([recordedStream()]))).toEqual([])
  })

  test('never changes the session', () => {
    const stream = recordedStream(everywhere)
    const before = JSON.stringify(entryOf(stream))
    entryOf(stream, true)
    expect(JSON.stringify(entryOf(stream))).toBe(before)
  })
})

describe('response bodies', () => {
  const stars = '*'.repeat(SECRET.length)

  test('keep every offset and size: text, events and bytes agree', () => {
    const stream = recordedStream({ chunks: [`data: {"access_token":"${SECRET}"}\n\ndata: next\n\n`] })
    const plain = entryOf(stream)
    const written = entryOf(stream, true)
    expect(written.response.content.text).toBe(`data: {"access_token":"${stars}"}\n\ndata: next\n\n`)
    expect(written.response.content.size).toBe(plain.response.content.size)
    expect(written._eventSourceMessages).toMatchObject([
      { data: `{"access_token":"${stars}"}` },
      { data: 'next' },
    ])
    expect(written._eventSourceMessages?.map(({ _offset }) => _offset)).toEqual(
      plain._eventSourceMessages?.map(({ _offset }) => _offset),
    )
  })

  test('mask each byte of a character', () => {
    const written = entryOf(recordedStream({ chunks: ['data: {"password":"é😀"}\n\n'] }), true)
    expect(written.response.content.text).toBe('data: {"password":"******"}\n\n')
    expect(written._eventSourceMessages).toMatchObject([{ data: '{"password":"******"}' }])
  })

  test('are masked where they are kept as bytes too', () => {
    const bytes = Buffer.concat([Buffer.from(`data: {"api_key":"${SECRET}"}`), Buffer.of(0xff, 0x0a, 0x0a)])
    const written = entryOf(recordedStream({ chunks: [bytes] }), true)
    const [piece] = bytesOf(written)
    expect(Buffer.from(piece?.bytes ?? []).toString('latin1')).toBe(`data: {"api_key":"${stars}"}\xff\n\n`)
  })

  test('keep what only looks alike', () => {
    const text = 'data: {"token":"Hello","logprob":-1,"max_tokens":5,"secret":"of life"}\n\n'
    expect(entryOf(recordedStream({ chunks: [text] }), true).response.content.text).toBe(text)
  })
})

test('headers that DevTools lists are exported apart, and without credentials', () => {
  const stream = recordedStream({
    listed: {
      requestHeaders: [['Cookie', 'a=secret']],
      responseHeaders: [['Set-Cookie', 'b=secret; Path=/']],
    },
  })
  const write = (redact: boolean) => writeHar([stream], { creatorVersion: '1', redact }).log.entries[0]
  expect(write(false)).toMatchObject({
    request: { httpVersion: 'h2', headers: [{ name: 'accept' }] },
    response: { httpVersion: 'h2' },
    _streamtap: { listed: { httpVersion: 'h2', requestHeaders: [['Cookie', 'a=secret']] } },
  })
  expect(JSON.stringify(write(true))).not.toContain('secret')
  expect(write(true)?._streamtap.redacted.map(({ name }) => name)).toEqual(['Cookie', 'Set-Cookie'])
  expect(entryOf(recordedStream())._streamtap).not.toHaveProperty('listed')
})
