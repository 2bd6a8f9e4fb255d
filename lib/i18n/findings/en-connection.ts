import type { FindingText } from './text'

const SPEC = 'https://html.spec.whatwg.org/multipage/server-sent-events.html'
const NGINX = 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html'

/** What requests, answers, times and ends give rise to. */
export const enConnection = {
  'buffered-by-compression': {
    title: 'The stream was held back by compression',
    why: '{events} events came at once, {waitTime} after the request, in a compressed body ({header}). A compressor gathers bytes until it has enough, unless it is told to flush after each event. Who compressed, the server or something before it, cannot be observed. The answer’s head came {headTime} after the request: if that was much earlier than the events, a page that began to read late gets all at once too.',
    fix: 'Leave event streams out of compression: “Cache-Control: no-transform” (express compression and many others obey it), a filter by content type, or flush after every event (res.flush()). To see whether it is this, ask with “Accept-Encoding: identity”.',
    source: 'https://github.com/expressjs/compression#server-sent-events',
  },
  'buffered-by-nginx': {
    title: 'The stream was held back, probably by nginx',
    why: '{events} events came at once, {waitTime} after the request, and the answer names the server ({header}). nginx gathers an upstream’s answer in buffers unless it is told not to. A server that writes everything at once looks the same. So does a page that began to read late, if the answer’s head came much earlier than the events: it came {headTime} after the request.',
    fix: 'Answer with the header “X-Accel-Buffering: no”, or set “proxy_buffering off” for the location.',
    source: `${NGINX}#proxy_buffering`,
  },
  buffered: {
    title: 'All events came at once',
    why: '{events} events came together, {waitTime} after the request. Something on the way held them back (a proxy, a development server, a compressor, a framework), or the server wrote them at once: what times within the events say decides, and where they say nothing this cannot be told apart. A page that was busy all the while reads everything at once too, and so does one that began to read late, if the answer’s head came much earlier than the events: it came {headTime} after the request.',
    fix: 'Ask the server directly, past the proxy: if events then come one by one, the proxy buffers. nginx: “X-Accel-Buffering: no” or “proxy_buffering off”. Compression: “Cache-Control: no-transform” or flush. Development proxies (http-proxy-middleware, Vite, webpack): no compression, no selfHandleResponse.',
    source: 'https://github.com/chimurai/http-proxy-middleware#readme',
  },
  'cut-when-idle': {
    title: 'The connection ended after {idleTime} of silence',
    why: 'Connections to this address that ended after as long a silence: {count}. Known for this limit: {known}. Servers on the way cut connections on which nothing moves: CloudFront after 30 s, nginx and AWS load balancers after 60 s, Cloudflare after 100 s. Who cut it cannot be observed, nor, with an EventSource, whether the server meant to end.',
    fix: 'Send a comment (a line with a colon) every 15 seconds, or raise the limit of what is in between (nginx: proxy_read_timeout).',
    source: `${NGINX}#proxy_read_timeout`,
  },
  'cut-without-events': {
    title: 'The connection ended {idleTime} after its last event',
    why: 'Connections to this address that ended as long after their last event: {count}. Servers that are known to cut after as long a silence: {known}. Only events are seen of this EventSource: whether comments came in between cannot be observed, nor who ended the connection, nor whether the server meant to.',
    fix: 'If there are no comments yet, send one (a line with a colon) every 15 seconds, or raise the limit of what is in between (nginx: proxy_read_timeout).',
    source: `${NGINX}#proxy_read_timeout`,
  },
  silent: {
    title: 'Nothing has come for {idleTime}',
    why: 'Neither events nor comments. The connection may be well; many servers on the way cut after 30 to 100 seconds of silence. Whether the server is still there cannot be observed.',
    fix: 'Send a comment (a line with a colon) every 15 seconds while there is nothing to say.',
    source: `${SPEC}#authoring-notes`,
  },
  'no-events': {
    title: 'No event has come for {idleTime}',
    why: 'Only events are seen of this EventSource: whether comments come cannot be observed, nor whether the server is still there. Many servers on the way cut after 30 to 100 seconds of silence.',
    fix: 'If there are no comments yet, send one (a line with a colon) every 15 seconds while there is nothing to say.',
    source: `${SPEC}#authoring-notes`,
  },
  'comments-only': {
    title: 'Alive, but without an event for {idleTime}',
    why: 'Comments since the last event: {count}. The connection is well. If events were due, what produces them is stuck.',
    fix: 'Look at what feeds the stream: a queue, a subscription, a task that died while the heartbeat’s timer goes on.',
    source: `${SPEC}#authoring-notes`,
  },
  'reconnect-loop': {
    title: 'Connected {count} times within 30 seconds, and nothing new came',
    why: 'Each attempt was over within seconds and brought nothing, an error, or what the one before had brought (the last one: status {status}, events {events}). Libraries repeat without asking why: on 401, on a wrong content type, on errors of CORS, on a server that ends after its first events. The reason behind an error of CORS or the network is hidden from pages. An EventSource that gets the same every few seconds may just be polling.',
    fix: 'Throw in onopen and onerror for a status of 4xx so that the library stops. A server ends an EventSource for good with 204; one that has more to say keeps the answer open.',
    source: 'https://github.com/Azure/fetch-event-source#usage',
  },
  'retry-small': {
    title: 'The reconnection time is {retryTime}',
    why: 'The stream sets retry to {retryTime}; connections so far: {count}. When the server restarts, every client comes back at once, many times a second. Chrome obeys any value, Firefox waits half a second at least.',
    fix: 'Set retry to 2000 or more.',
    source: `${SPEC}#concept-event-stream-reconnection-time`,
  },
  'request-repeated': {
    title: 'The same POST was sent again',
    why: 'The request before broke off ({end}; events until then: {events}); then the same body was sent to the same address. The server does the work twice, and may bill it twice. fetch-event-source does so by itself when a hidden tab is shown again; the packages openai and @anthropic-ai/sdk do after a failure or a timeout, and count it in “x-stainless-retry-count”. Without that and without a “Last-Event-ID” it may have been the user.',
    fix: 'fetch-event-source: openWhenHidden: true, and throw in onerror. openai, @anthropic-ai/sdk: maxRetries: 0, or a longer timeout. On the server: an idempotency key, or resume by Last-Event-ID.',
    source: 'https://github.com/Azure/fetch-event-source/issues/36',
  },
  'last-event-id-ignored': {
    title: 'The server does not resume at Last-Event-ID',
    why: 'The request named “{id}” as the last event it had, and the answer began again with the very events that the connection before began with.',
    fix: 'Read the header Last-Event-ID and send only what comes after it.',
    source: `${SPEC}#the-last-event-id-header`,
  },
  'last-event-repeated': {
    title: 'The event named by Last-Event-ID came again',
    why: 'The request named “{id}” as the last event it had, and the answer began with this very event, which the connection before had ended with. The page handles it twice.',
    fix: 'Send only what comes after the event named in the header Last-Event-ID, not the event itself.',
    source: `${SPEC}#the-last-event-id-header`,
  },
  'no-ids': {
    title: 'Reconnected without event IDs',
    why: 'The connection before set no ID, so the server cannot know what the client had: events that came up in between are lost.',
    fix: 'Send an id with each event if none may be lost, and resume by the header Last-Event-ID.',
    source: `${SPEC}#the-last-event-id-header`,
  },
  'not-a-stream': {
    title: 'A stream was asked for, {type} came',
    why: 'The page asked for a stream and got {type} with status {status}. Readers of event streams find no event in it, and most say nothing.',
    fix: 'In the page check status and content type before reading. On the server answer errors with 4xx or 5xx.',
    source: 'https://developer.mozilla.org/en-US/docs/Web/API/Response/ok',
  },
  refused: {
    title: 'The server refused: {status}',
    why: 'The answer has the status {status} ({type}) and is no stream.',
    fix: 'See the body of the answer in the tab Events. Check the status before reading.',
    source: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Status',
  },
  'event-source-refused': {
    title: 'The EventSource was refused for good',
    why: 'It does not reconnect. Status {status}, content type {type}; anything but 200 with text/event-stream ends it. If it is just this, CORS did not allow it (or the page stopped loading). Where these are unknown (?) the browser shows nobody the reason: it may be the status, the type, CORS, the network, or 204, which is no fault.',
    fix: 'Answer with 200 and “Content-Type: text/event-stream”; for other origins with “Access-Control-Allow-Origin”.',
    source: `${SPEC}#sse-processing-model`,
  },
  'wrong-content-type': {
    title: 'The body is a stream, its content type {type} is not',
    why: 'The body reads as {format}. EventSource and fetch-event-source refuse any other type than text/event-stream, and proxies buffer and compress by type.',
    fix: 'Send “Content-Type: text/event-stream” (or application/x-ndjson for lines of JSON).',
    source: `${SPEC}#sse-processing-model`,
  },
  cacheable: {
    title: 'The stream may be stored by caches',
    why: 'Its Cache-Control is “{header}”. A cache may wait for the end to store it, and hand an old stream to the next.',
    fix: 'Send “Cache-Control: no-cache, no-transform”.',
    source: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Cache-Control',
  },
  'cut-by-network': {
    title: 'The connection broke',
    why: 'The browser reports: “{message}” (stage: {stage}; events until then: {events}). Whether the server, a proxy or the network broke it, or CORS forbade it, is hidden from pages.',
    fix: 'Look into the logs of server and proxies at this time: crashes, time limits, restarts. In the page treat the answer as failed.',
    source: 'https://developer.mozilla.org/en-US/docs/Web/API/Window/fetch#exceptions',
  },
  'stopped-by-page': {
    title: 'The page ended the stream ({end})',
    why: 'No fault: its own code aborted the request, cancelled the reader or closed the EventSource.',
    fix: 'Nothing, if it was meant.',
    source: 'https://developer.mozilla.org/en-US/docs/Web/API/AbortController',
  },
  'many-connections': {
    title: '{count} streams are open to one host',
    why: 'Over HTTP/1.1 a browser opens six connections to a host, for all tabs together; streams keep theirs, and other requests wait ({waiting} of these wait for an answer). Only this tab is seen here. Answers of which nothing was read yet: {unread}; whether the page reads them cannot be observed, and one that is left unread holds its connection only as long as the server has not ended it.',
    fix: 'Serve HTTP/2, which needs TLS in browsers, or share one stream between parts of the page and between tabs (SharedWorker, BroadcastChannel).',
    source: 'https://developer.mozilla.org/en-US/docs/Web/API/Server-sent_events/Using_server-sent_events',
  },
  'same-address': {
    title: '{count} EventSources are open to this address',
    why: 'One document opened them all, and each gets every event. Often a component opens one each time it is shown and never closes it.',
    fix: 'Call close() where the component goes away (the clean-up of an effect), or share one.',
    source: 'https://developer.mozilla.org/en-US/docs/Web/API/EventSource/close',
  },
  'budget-first-event': {
    title: 'Budget: the first event took {takenTime}',
    why: 'Your budget for this address allows {limitTime}.',
    fix: 'See in the tab Events what came when. Budgets are in the settings.',
    source: 'https://web.dev/articles/performance-budgets-101',
  },
  'budget-gap': {
    title: 'Budget: nothing came for {takenTime}',
    why: 'Your budget for this address allows a gap of {limitTime}.',
    fix: 'See in the tab Events what came before and after. Budgets are in the settings.',
    source: 'https://web.dev/articles/performance-budgets-101',
  },
  'budget-duration': {
    title: 'Budget: the stream took {takenTime}',
    why: 'Your budget for this address allows {limitTime} in all.',
    fix: 'See in the tab Events what took long. Budgets are in the settings.',
    source: 'https://web.dev/articles/performance-budgets-101',
  },
  'budget-events': {
    title: 'Budget: {taken} events',
    why: 'Your budget for this address allows {limit}.',
    fix: 'Join small events on the server, or send less. Budgets are in the settings.',
    source: 'https://web.dev/articles/performance-budgets-101',
  },
  'budget-type': {
    title: 'Budget: no event “{type}” within {limitTime}',
    why: 'It came after {takenTime}, or has not come in that time.',
    fix: 'See in the tab Events what came before. Budgets are in the settings.',
    source: 'https://web.dev/articles/performance-budgets-101',
  },
} as const satisfies Record<string, FindingText>
