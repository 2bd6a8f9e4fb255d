import type { FindingText } from './text'

const SPEC = 'https://html.spec.whatwg.org/multipage/server-sent-events.html'

/** What the bytes of a stream give rise to. */
export const enStream = {
  'events-split': {
    title: 'Events that came in more than one chunk: {count}',
    why: 'A chunk is whatever the network had at that moment. Events that lie across a border between chunks: {count}; events that came together with the one before: {joined}. That is normal. Code that parses each chunk by itself loses or breaks such events. What the page does with them can be observed only where parsing throws and nothing catches the error.',
    fix: 'Keep what follows the last empty line (or line end) and put the next chunk behind it, or use a parser made for it. Decode with one TextDecoder and { stream: true }.',
    source: 'https://developer.mozilla.org/en-US/docs/Web/API/Streams_API/Using_readable_streams',
  },
  'character-split': {
    title: 'Characters that a chunk border splits: {count}',
    why: 'A character of several bytes began in one chunk and ended in the next. That is normal. A TextDecoder without { stream: true }, or a new one for each chunk, makes two replacement characters (�) of it. How the page decodes cannot be observed.',
    fix: 'Use one TextDecoder for the whole stream and call decode(chunk, { stream: true }), or pipe the body through a TextDecoderStream.',
    source: 'https://developer.mozilla.org/en-US/docs/Web/API/TextDecoder/decode',
  },
  'chunk-parsed-alone': {
    title: 'The page parses chunks by themselves',
    why: 'SyntaxErrors of JSON that nothing in the page caught, right after chunks that are not just one whole event or line: {count}. The first, “{quoted}”, came {afterTime} after chunk {chunk}. That it comes from parsing the chunk is inferred. An error that the page catches cannot be observed.',
    fix: 'Keep what follows the last empty line (or line end) and put the next chunk behind it, or use a parser made for it. Decode with one TextDecoder and { stream: true }.',
    source: 'https://developer.mozilla.org/en-US/docs/Web/API/Streams_API/Using_readable_streams',
  },
  'done-parsed': {
    title: 'The end marker was parsed as JSON',
    why: 'Parsing “{text}” as JSON gives the error “{quoted}”. This very error, which nothing in the page caught, came {afterTime} after chunk {chunk}, where the marker stands. Such errors: {count}. That the one comes from the other is inferred. An error that the page catches cannot be observed.',
    fix: 'Before JSON.parse compare data.trim() with “[DONE]”, and stop there. On the server write the marker exactly so.',
    source: 'https://platform.openai.com/docs/api-reference/chat-streaming',
  },
  'line-parsed': {
    title: 'A line that is no data was parsed as JSON',
    why: 'Parsing “{text}” as JSON gives the error “{quoted}”. This very error, which nothing in the page caught, came {afterTime} after chunk {chunk}, where the line stands. Such errors: {count}. Comments, which begin with a colon, and fields besides data may come in any event stream. That the one comes from the other is inferred. An error that the page catches cannot be observed.',
    fix: 'Parse only what follows “data:” at the beginning of a line, or use a parser made for event streams.',
    source: `${SPEC}#event-stream-interpretation`,
  },
  'empty-data-parsed': {
    title: 'Empty data were parsed as JSON',
    why: 'Nothing in the page caught the error “{quoted}”, {afterTime} after chunk {chunk}, which holds an event with empty data. Such errors: {count}. Servers of MCP begin their streams with one, for the sake of its ID. That the error comes from there is inferred. An error that the page catches cannot be observed.',
    fix: 'Pass over events whose data are empty.',
    source: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/transports',
  },
  'text-parsed': {
    title: 'Data that are no JSON were parsed as JSON',
    why: 'Parsing “{text}” as JSON gives the error “{quoted}”. This very error, which nothing in the page caught, came {afterTime} after chunk {chunk}, where the text stands. Such errors: {count}. That the one comes from the other is inferred. An error that the page catches cannot be observed.',
    fix: 'Look at the type of an event before its data are parsed, or send JSON in every event.',
    source: 'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/JSON/parse',
  },
  'space-eaten': {
    title: 'Leading spaces are lost',
    why: 'The server writes “data:” straight before its text: {bare} events have no space there, {count} begin with one. By the standard one space after the colon belongs to the field and is removed, so words run together.',
    fix: 'Write “data: ” with a space before every value, or send JSON.',
    source: `${SPEC}#event-stream-interpretation`,
  },
  'newline-in-data': {
    title: 'Text stands outside of any field, after a line break in data',
    why: 'Lines that are no field of an event stream: {count}. The first: “{text}”. Text with line breaks was probably written after a single “data:”; everything after its first line is ignored by every reader.',
    fix: 'Begin each line of the text with “data: ”, or send JSON, where a line break is \\n.',
    source: `${SPEC}#event-stream-interpretation`,
  },
  'newline-escaped': {
    title: 'Line breaks are escaped by hand',
    why: '{count} events of plain text hold a backslash and an n. If they stand for line breaks, the page must turn them back, and a real \\n in the text (code, paths) cannot be told apart.',
    fix: 'Write one “data:” line for each line of the text, which the reader joins with line breaks, or send JSON.',
    source: `${SPEC}#event-stream-interpretation`,
  },
  'id-repeated': {
    title: 'Event IDs are repeated ({count})',
    why: 'The IDs counted up by one, and then IDs came that had been there before on the same connection. A client that resumes from such an ID gets events twice or misses some.',
    fix: 'Take the IDs of a stream from one counter and send each once; let the client ignore IDs that it has had.',
    source: `${SPEC}#concept-event-stream-last-event-id`,
  },
  'id-order': {
    title: 'Events came out of order ({count})',
    why: 'The IDs counted up by one, and then a lower one came late. “Last-Event-ID” would then resume at the wrong place.',
    fix: 'Write to the stream from one queue, so that events leave in the order of their IDs.',
    source: `${SPEC}#concept-event-stream-last-event-id`,
  },
  'id-gap': {
    title: 'Event IDs are missing: {count}',
    why: 'The IDs counted up by one, and then some were left out. Events were lost before they reached the browser, or the server numbers events that this client does not get.',
    fix: 'See what the server does when its buffer is full or two of its processes write; number events by what each client gets.',
    source: `${SPEC}#concept-event-stream-last-event-id`,
  },
  'sequence-broken': {
    title: 'sequence_number is broken ({count})',
    why: 'This API numbers every event of an answer from 0. Here a number is missing, repeated or out of order, so what is between server and browser dropped or shuffled events.',
    fix: 'Relay every event as it comes, in one queue, and do not filter by type.',
    source: 'https://platform.openai.com/docs/api-reference/responses-streaming',
  },
  'error-in-stream': {
    title: 'The stream reports an error',
    why: 'Events that say that something failed: {count}. The first: “{text}”. The status of the answer had been sent before, so code that looks at the status alone takes this for success. An event that is merely named so, in a stream of no known kind, may be a line of a log.',
    fix: 'Handle error events in the client, and stop reading. Fail with a status of 4xx or 5xx where the error is known before the first byte.',
    source: 'https://platform.claude.com/docs/en/build-with-claude/streaming#error-events',
  },
  'body-without-fields': {
    title: 'The body is no event stream',
    why: 'It is labelled text/event-stream but holds no field: “{text}”. Readers of event streams see nothing at all, without an error, and an EventSource connects again and again.',
    fix: 'Answer errors with their own status and content type before the stream begins.',
    source: `${SPEC}#parsing-an-event-stream`,
  },
  'last-event-lost': {
    title: 'The last event is lost: no empty line ends it',
    why: 'The body ended inside an event. By the standard it is discarded; EventSource and most readers never hand it on.',
    fix: 'Write an empty line (\\n\\n) after every event, after the last one too.',
    source: `${SPEC}#event-stream-interpretation`,
  },
  'last-event-cut': {
    title: 'The connection ended inside an event',
    why: 'The EventSource connects again and does not hand the event on. Whether the server ended its answer without the empty line, or the connection broke, cannot be observed.',
    fix: 'If it is the same each time: write an empty line (\\n\\n) after every event, after the last one too. Else give events IDs, and resume by Last-Event-ID.',
    source: `${SPEC}#event-stream-interpretation`,
  },
  truncated: {
    title: 'The stream ended too early ({name})',
    why: 'The body ended properly, but without what ends a stream of this kind. Most libraries report no error then, so half an answer looks like a whole one. Whether the server, or something on the way, ended it cannot be observed here.',
    fix: 'Treat an answer without its end as failed. Look at time limits of functions, workers and proxies.',
    source: 'https://developer.mozilla.org/en-US/docs/Web/API/Streams_API/Using_readable_streams',
  },
  'end-marker-missing': {
    title: 'The end marker is missing ({name})',
    why: 'The answer was finished, but the marker that ends such a stream did not come. Clients that wait for it wait until the connection closes.',
    fix: 'Relay the stream to its very end, the marker too.',
    source: 'https://platform.openai.com/docs/api-reference/chat-streaming',
  },
  'finish-length': {
    title: 'The answer was cut at the token limit ({reason})',
    why: 'The model stopped because it had used the tokens it was allowed. The text is not complete; arguments of a tool call may be half a JSON.',
    fix: 'Allow more tokens, ask for less, or go on in another request. Do not parse arguments of such an answer.',
    source: 'https://platform.openai.com/docs/api-reference/chat-streaming',
  },
  'byte-order-mark-inside': {
    title: 'A byte order mark stands inside the stream',
    why: 'Only at the very beginning a byte order mark is ignored. Here it became part of a field’s name, so the field is unknown and lost.',
    fix: 'Do not join files or answers that begin with a byte order mark; write UTF-8 without one.',
    source: `${SPEC}#parsing-an-event-stream`,
  },
  'invalid-reconnection-time': {
    title: 'retry is no number',
    why: '“{text}” is not made of digits alone, so the field is ignored and the browser keeps its own time.',
    fix: 'Write whole milliseconds, such as “retry: 3000”.',
    source: `${SPEC}#event-stream-interpretation`,
  },
  'null-in-id': {
    title: 'An ID holds a null character',
    why: 'By the standard such an ID is ignored, and the last event ID stays what it was ({count} times).',
    fix: 'Leave null characters out of IDs.',
    source: `${SPEC}#event-stream-interpretation`,
  },
  'unknown-field': {
    title: 'Fields that the standard does not know ({count})',
    why: 'Only data, event, id and retry have a meaning; others are ignored, such as “{text}”.',
    fix: 'Put what the client needs into data, and remarks into comments, which begin with a colon.',
    source: `${SPEC}#event-stream-interpretation`,
  },
  'invalid-utf-8': {
    title: 'The bytes are no valid UTF-8 ({count})',
    why: 'Event streams are UTF-8, whatever their charset says; what is not becomes � (“{text}”).',
    fix: 'Encode as UTF-8 and never cut text between the bytes of a character.',
    source: `${SPEC}#parsing-an-event-stream`,
  },
  'invalid-json': {
    title: 'Parts that are no valid JSON: {count}',
    why: 'A line or record that should be JSON is not: “{text}”. A reader that parses it throws.',
    fix: 'Write each value on one line and whole, and send errors as JSON too.',
    source: 'https://jsonlines.org/',
  },
  'done-variant': {
    title: '[DONE] is written differently, or is not the last event',
    why: 'Clients compare with the text “[DONE]”. Events that are a variant of it {text} or come behind it: {count}; where the comparison fails, the marker is handed to JSON.parse.',
    fix: 'Send “data: [DONE]” once, last. In the client trim the text before comparing.',
    source: 'https://platform.openai.com/docs/api-reference/chat-streaming',
  },
  'carriage-returns': {
    title: 'Lines end with CR LF',
    why: 'That is legal. Code that splits at \\n alone keeps a \\r at the end of every value and never finds the empty line \\n\\n.',
    fix: 'Nothing on the server. In the page use a parser that knows all three line ends.',
    source: `${SPEC}#parsing-an-event-stream`,
  },
} as const satisfies Record<string, FindingText>
