import type { enConnection } from './en-connection'
import type { FindingText } from './text'

const SPEC = 'https://html.spec.whatwg.org/multipage/server-sent-events.html'
const NGINX = 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html'
const BUDGET = 'https://web.dev/articles/performance-budgets-101'

/** 请求、响应、时间和结束方式引出的问题。 */
export const zhConnection: Record<keyof typeof enConnection, FindingText> = {
  'buffered-by-compression': {
    title: '流被压缩扣住了',
    why: '{events} 个事件在请求之后 {waitTime} 一次性到达，正文是压缩的（{header}）。压缩器会攒够字节才输出，除非每个事件之后让它刷新。压缩的是服务器还是它前面的环节，无法观察到。响应头在请求之后 {headTime} 到达：如果远早于事件，那么页面很晚才开始读取时，也会一次读到全部。',
    fix: '让事件流不经压缩：“Cache-Control: no-transform”（express 的 compression 等都遵守）、按内容类型过滤，或在每个事件之后刷新（res.flush()）。要确认是不是压缩造成的，可以用 “Accept-Encoding: identity” 请求。',
    source: 'https://github.com/expressjs/compression#server-sent-events',
  },
  'buffered-by-nginx': {
    title: '流被扣住了，多半是 nginx',
    why: '{events} 个事件在请求之后 {waitTime} 一次性到达，响应写明了服务器（{header}）。如无另行设置，nginx 会把上游的响应攒在缓冲区里。服务器一次写完所有内容时，看起来也一样。如果响应头远早于事件到达，页面很晚才开始读取时也是如此：响应头在请求之后 {headTime} 到达。',
    fix: '在响应里加上头 “X-Accel-Buffering: no”，或为该 location 设置 “proxy_buffering off”。',
    source: `${NGINX}#proxy_buffering`,
  },
  buffered: {
    title: '所有事件一次性到达',
    why: '{events} 个事件在请求之后 {waitTime} 一起到达。要么途中有环节（代理、开发服务器、压缩、框架）扣住了它们，要么服务器就是一次写完的：事件里若有时间就能断定，没有则无法区分。页面若一直忙碌，也会一次读到全部；如果响应头远早于事件到达，页面很晚才开始读取时也是如此：响应头在请求之后 {headTime} 到达。',
    fix: '绕过代理直接请求服务器：如果事件逐个到达，就是代理在缓冲。nginx：“X-Accel-Buffering: no” 或 “proxy_buffering off”。压缩：“Cache-Control: no-transform” 或刷新。开发代理（http-proxy-middleware、Vite、webpack）：不压缩，不用 selfHandleResponse。',
    source: 'https://github.com/chimurai/http-proxy-middleware#readme',
  },
  'cut-when-idle': {
    title: '连接在静默 {idleTime} 之后结束',
    why: '到这个地址、在同样长的静默之后结束的连接：{count} 个。以此为限的已知服务器：{known}。途中的服务器会切断没有动静的连接：CloudFront 为 30 秒，nginx 和 AWS 负载均衡为 60 秒，Cloudflare 为 100 秒。是谁切断的无法观察到；对 EventSource 来说，也看不出是否服务器有意结束。',
    fix: '每 15 秒发一个注释（以冒号开头的一行），或调高途中的限制（nginx：proxy_read_timeout）。',
    source: `${NGINX}#proxy_read_timeout`,
  },
  'cut-without-events': {
    title: '连接在最后一个事件之后 {idleTime} 结束',
    why: '到这个地址、在最后一个事件之后同样久才结束的连接：{count} 个。已知会在同样长的静默之后切断连接的服务器：{known}。这个 EventSource 只能看到事件：其间是否有注释、是谁结束了连接、服务器是否有意结束，都无法观察到。',
    fix: '如果还没有发注释，请每 15 秒发一个（以冒号开头的一行），或调高途中的限制（nginx：proxy_read_timeout）。',
    source: `${NGINX}#proxy_read_timeout`,
  },
  silent: {
    title: '已有 {idleTime} 什么也没有到达',
    why: '既没有事件也没有注释。连接也许正常，但途中的许多服务器会在静默 30 到 100 秒后切断。服务器是否还在，无法观察到。',
    fix: '没有内容可发时，每 15 秒发一个注释（以冒号开头的一行）。',
    source: `${SPEC}#authoring-notes`,
  },
  'no-events': {
    title: '已有 {idleTime} 没有事件',
    why: '这个 EventSource 只能看到事件：是否有注释到达、服务器是否还在，都无法观察到。途中的许多服务器会在静默 30 到 100 秒后切断连接。',
    fix: '如果还没有发注释，在没有内容可发时每 15 秒发一个（以冒号开头的一行）。',
    source: `${SPEC}#authoring-notes`,
  },
  'comments-only': {
    title: '连接还在，但已有 {idleTime} 没有事件',
    why: '自上一个事件以来到了 {count} 个注释：连接正常。如果本该有事件，那么产生事件的环节卡住了。',
    fix: '检查为流供给内容的环节：队列、订阅，或者心跳定时器还在跑、任务却已终止。',
    source: `${SPEC}#authoring-notes`,
  },
  'reconnect-loop': {
    title: '30 秒内连接了 {count} 次，没有带来任何新内容',
    why: '每次都在几秒内结束，什么也没带来，或只有错误，或与前一次相同（最后一次：状态 {status}，{events} 个事件）。库会不问原因地重试：401、错误的内容类型、CORS 错误、服务器发完最初的事件就结束。CORS 或网络错误的原因对页面是隐藏的。EventSource 每隔几秒收到同样的内容，也可能只是轮询。',
    fix: '遇到 4xx 时在 onopen 和 onerror 里抛出异常，让库停下。服务器可用 204 让 EventSource 彻底停止；还有内容要发时，就让响应保持打开。',
    source: 'https://github.com/Azure/fetch-event-source#usage',
  },
  'retry-small': {
    title: '重连时间只有 {retryTime}',
    why: '流把 retry 设为 {retryTime}；到目前为止的连接数：{count}。服务器重启时，所有客户端会立刻一起回来，每秒很多次。Chrome 接受任何值，Firefox 至少等半秒。',
    fix: '把 retry 设为 2000 或更大。',
    source: `${SPEC}#concept-event-stream-reconnection-time`,
  },
  'request-repeated': {
    title: '同一个 POST 又发了一次',
    why: '前一个请求已带来 {events} 个事件，随后中断（{end}）；接着同样的正文又发到同一地址。服务器会做两遍，也可能计费两次。隐藏的标签页重新显示时，fetch-event-source 会自动这样做；openai 与 @anthropic-ai/sdk 在失败或超时后也会重发，并记在 “x-stainless-retry-count” 里。既没有它也没有 “Last-Event-ID” 时，也可能是用户自己重发的。',
    fix: 'fetch-event-source：openWhenHidden: true，并在 onerror 里抛出异常。openai、@anthropic-ai/sdk：maxRetries: 0，或更长的超时。服务器：使用幂等键，或按 Last-Event-ID 续传。',
    source: 'https://github.com/Azure/fetch-event-source/issues/36',
  },
  'last-event-id-ignored': {
    title: '服务器没有从 Last-Event-ID 续传',
    why: '请求说明最后收到的事件是“{id}”，响应却又从前一个连接开头的那些事件重新开始。',
    fix: '读取 Last-Event-ID 头，只发它之后的事件。',
    source: `${SPEC}#the-last-event-id-header`,
  },
  'last-event-repeated': {
    title: 'Last-Event-ID 指明的事件又来了一次',
    why: '请求指明 “{id}” 是它得到的最后一个事件，而响应恰恰以这个事件开始，前一个连接正是以它结束的。页面会处理它两次。',
    fix: '只发送请求头 Last-Event-ID 所指事件之后的内容，不要再发该事件本身。',
    source: `${SPEC}#the-last-event-id-header`,
  },
  'no-ids': {
    title: '重连时没有事件 ID',
    why: '前一个连接没有设置 ID，服务器无从知道客户端收到了哪些：其间产生的事件会丢失。',
    fix: '如果一个也不能丢，就给每个事件加 id，并按 Last-Event-ID 头续传。',
    source: `${SPEC}#the-last-event-id-header`,
  },
  'not-a-stream': {
    title: '请求的是流，来的是 {type}',
    why: '页面请求一条流，得到的却是 {type}，状态 {status}。事件流解析器在里面找不到事件，多数也不报错。',
    fix: '页面在读取之前检查状态和内容类型。服务器用 4xx 或 5xx 回应错误。',
    source: 'https://developer.mozilla.org/zh-CN/docs/Web/API/Response/ok',
  },
  refused: {
    title: '服务器拒绝了：{status}',
    why: '响应的状态为 {status}（{type}），不是流。',
    fix: '在“事件”标签页查看响应正文。读取之前先检查状态。',
    source: 'https://developer.mozilla.org/zh-CN/docs/Web/HTTP/Reference/Status',
  },
  'event-source-refused': {
    title: 'EventSource 被彻底拒绝',
    why: '它不会重连。状态 {status}，内容类型 {type}；只要不是 200 加 text/event-stream 就会终止。如果正是这两项，那就是 CORS 不允许（或页面停止了加载）。未知（?）时浏览器不向任何人透露原因：可能是状态、类型、CORS、网络，也可能是 204，那并不是错误。',
    fix: '用 200 和 “Content-Type: text/event-stream” 回应；跨源时再加 “Access-Control-Allow-Origin”。',
    source: `${SPEC}#sse-processing-model`,
  },
  'wrong-content-type': {
    title: '正文是流，内容类型 {type} 却不是',
    why: '正文读起来是 {format}。EventSource 和 fetch-event-source 只接受 text/event-stream，代理也按类型缓冲和压缩。',
    fix: '发送 “Content-Type: text/event-stream”（JSON 行则用 application/x-ndjson）。',
    source: `${SPEC}#sse-processing-model`,
  },
  cacheable: {
    title: '流可能被缓存保存',
    why: '它的 Cache-Control 是“{header}”。缓存可能等到结束才保存，并把旧的流交给下一个请求。',
    fix: '发送 “Cache-Control: no-cache, no-transform”。',
    source: 'https://developer.mozilla.org/zh-CN/docs/Web/HTTP/Reference/Headers/Cache-Control',
  },
  'cut-by-network': {
    title: '连接中断',
    why: '浏览器在 {events} 个事件之后报告错误（阶段：{stage}）：“{message}”。是服务器、代理还是网络中断了它，或是 CORS 禁止，对页面都是隐藏的。',
    fix: '查看服务器和代理在这一时刻的日志：崩溃、时间限制、重启。页面应把该回答视为失败。',
    source: 'https://developer.mozilla.org/zh-CN/docs/Web/API/Window/fetch',
  },
  'stopped-by-page': {
    title: '页面结束了流（{end}）',
    why: '不是错误：页面自己的代码中止了请求、取消了读取器或关闭了 EventSource。',
    fix: '如果是有意的，无需处理。',
    source: 'https://developer.mozilla.org/zh-CN/docs/Web/API/AbortController',
  },
  'many-connections': {
    title: '对同一主机打开了 {count} 条流',
    why: '在 HTTP/1.1 下，浏览器对一个主机最多打开六个连接，所有标签页合计；流会一直占用连接，其他请求只能等待（其中 {waiting} 个正在等待响应）。这里只能看到本标签页。尚未读到任何内容的响应：{unread} 个；页面是否在读取它们无法观察到，不被读取的响应只在服务器结束它之前占用连接。',
    fix: '使用 HTTP/2（浏览器要求 TLS），或让页面各部分、各标签页共用一条流（SharedWorker、BroadcastChannel）。',
    source: 'https://developer.mozilla.org/zh-CN/docs/Web/API/Server-sent_events/Using_server-sent_events',
  },
  'same-address': {
    title: '对这个地址打开了 {count} 个 EventSource',
    why: '它们都由同一文档打开，每个都会收到所有事件。常见原因是组件每次显示都打开一个，却从不关闭。',
    fix: '在组件消失时（effect 的清理函数）调用 close()，或共用一个。',
    source: 'https://developer.mozilla.org/zh-CN/docs/Web/API/EventSource/close',
  },
  'budget-first-event': {
    title: '预算：第一个事件用了 {takenTime}',
    why: '你为这个地址设定的上限是 {limitTime}。',
    fix: '在“事件”标签页查看各部分何时到达。预算在设置里修改。',
    source: BUDGET,
  },
  'budget-gap': {
    title: '预算：有 {takenTime} 什么也没有到达',
    why: '你为这个地址设定的间隔上限是 {limitTime}。',
    fix: '在“事件”标签页查看前后到达了什么。预算在设置里修改。',
    source: BUDGET,
  },
  'budget-duration': {
    title: '预算：流用了 {takenTime}',
    why: '你为这个地址设定的总时长上限是 {limitTime}。',
    fix: '在“事件”标签页查看哪里耗时。预算在设置里修改。',
    source: BUDGET,
  },
  'budget-events': {
    title: '预算：{taken} 个事件',
    why: '你为这个地址设定的上限是 {limit} 个。',
    fix: '在服务器合并小事件，或减少发送。预算在设置里修改。',
    source: BUDGET,
  },
  'budget-type': {
    title: '预算：{limitTime} 之内没有事件“{type}”',
    why: '它在 {takenTime} 之后才到达，或到那时仍未到达。',
    fix: '在“事件”标签页查看之前到达了什么。预算在设置里修改。',
    source: BUDGET,
  },
}
