import type { enStream } from './en-stream'
import type { FindingText } from './text'

const SPEC = 'https://html.spec.whatwg.org/multipage/server-sent-events.html'

/** 流的字节引出的问题。 */
export const zhStream: Record<keyof typeof enStream, FindingText> = {
  'events-split': {
    title: '{count} 个事件分在多个分块里到达',
    why: '分块只是网络在那一刻收到的内容：{count} 个事件跨越了分块边界，{joined} 个事件与前一个事件在同一分块到达。这很正常，但逐个分块解析的代码会丢失或拆坏这些事件。页面如何处理它们，只有解析时抛出而无人捕获的错误才能看到。',
    fix: '把最后一个空行（或行尾）之后的内容留到下一块再解析，或使用现成的解析器。用同一个 TextDecoder 并带上 { stream: true } 解码。',
    source: 'https://developer.mozilla.org/zh-CN/docs/Web/API/Streams_API/Using_readable_streams',
  },
  'character-split': {
    title: '{count} 个字符被块边界切开',
    why: '一个多字节字符的前半在一块里，后半在下一块里。这很正常，但不带 { stream: true } 的 TextDecoder，或每块新建一个，会把它变成两个替换字符（�）。页面如何解码，无法观察到。',
    fix: '整条流只用一个 TextDecoder，并调用 decode(chunk, { stream: true })；或让正文经过 TextDecoderStream。',
    source: 'https://developer.mozilla.org/zh-CN/docs/Web/API/TextDecoder/decode',
  },
  'chunk-parsed-alone': {
    title: '页面逐个分块解析',
    why: '有 {count} 个 JSON 的 SyntaxError 无人捕获，都紧跟在并非恰好一个完整事件或一整行的分块之后。第一个错误“{quoted}”出现在分块 {chunk} 到达之后 {afterTime}。错误来自解析该分块是推断。被页面捕获的错误无法观察到。',
    fix: '把最后一个空行（或行尾）之后的内容留到下一块再解析，或使用现成的解析器。用同一个 TextDecoder 并带上 { stream: true } 解码。',
    source: 'https://developer.mozilla.org/zh-CN/docs/Web/API/Streams_API/Using_readable_streams',
  },
  'done-parsed': {
    title: '结束标记被当作 JSON 解析',
    why: '把“{text}”当作 JSON 解析，得到的错误是“{quoted}”。分块 {chunk} 含有这个标记，在它到达之后 {afterTime}，页面出现了完全相同且无人捕获的错误（共 {count} 次）。两者的因果关系是推断。被页面捕获的错误无法观察到。',
    fix: '在 JSON.parse 之前先用 data.trim() 与 “[DONE]” 比较，相同就停止。服务器端要原样写出这个标记。',
    source: 'https://platform.openai.com/docs/api-reference/chat-streaming',
  },
  'line-parsed': {
    title: '不是 data 的行被当作 JSON 解析',
    why: '把“{text}”当作 JSON 解析，得到的错误是“{quoted}”。分块 {chunk} 含有这一行，在它到达之后 {afterTime}，页面出现了完全相同且无人捕获的错误（共 {count} 次）。以冒号开头的注释和 data 以外的字段，任何事件流里都可能出现。两者的因果关系是推断。被页面捕获的错误无法观察到。',
    fix: '只解析以 “data:” 开头的行中冒号之后的内容，或使用现成的事件流解析器。',
    source: `${SPEC}#event-stream-interpretation`,
  },
  'empty-data-parsed': {
    title: '空的 data 被当作 JSON 解析',
    why: '分块 {chunk} 含有 data 为空的事件，在它到达之后 {afterTime}，页面出现了无人捕获的错误“{quoted}”（共 {count} 次）。MCP 服务器会以这样的事件开始一条流，目的是给出它的 ID。错误由此而来是推断。被页面捕获的错误无法观察到。',
    fix: '跳过 data 为空的事件。',
    source: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/transports',
  },
  'text-parsed': {
    title: '不是 JSON 的 data 被当作 JSON 解析',
    why: '把“{text}”当作 JSON 解析，得到的错误是“{quoted}”。分块 {chunk} 含有这段文本，在它到达之后 {afterTime}，页面出现了完全相同且无人捕获的错误（共 {count} 次）。两者的因果关系是推断。被页面捕获的错误无法观察到。',
    fix: '解析 data 之前先看事件类型，或让每个事件都发送 JSON。',
    source: 'https://developer.mozilla.org/zh-CN/docs/Web/JavaScript/Reference/Global_Objects/JSON/parse',
  },
  'space-eaten': {
    title: '{count} 个事件的前导空格丢失',
    why: '服务器把文本直接写在 “data:” 之后：{bare} 个事件冒号后没有空格，{count} 个以空格开头。按照标准，冒号后的一个空格属于字段，会被去掉，于是单词粘在一起。',
    fix: '在每个值之前写 “data: ”（带一个空格），或改发 JSON。',
    source: `${SPEC}#event-stream-interpretation`,
  },
  'newline-in-data': {
    title: 'data 换行之后，有文本不属于任何字段',
    why: '{count} 行不是事件流的字段，例如“{text}”。多半是把带换行的文本写在了一个 “data:” 之后；除第一行外，所有解析器都会忽略。',
    fix: '让文本的每一行都以 “data: ” 开头，或改发 JSON，换行写作 \\n。',
    source: `${SPEC}#event-stream-interpretation`,
  },
  'newline-escaped': {
    title: '换行是手工转义的',
    why: '{count} 个纯文本事件里有反斜杠加 n。如果它们代表换行，页面必须自己还原，而文本里真正的 \\n（代码、路径）就无法区分。',
    fix: '文本有几行就写几个 “data:” 行，解析器会用换行把它们连起来；或改发 JSON。',
    source: `${SPEC}#event-stream-interpretation`,
  },
  'id-repeated': {
    title: '事件 ID 重复（{count} 次）',
    why: 'ID 原本逐一递增，后来同一连接上又出现了用过的 ID。从这样的 ID 续传，客户端会重复收到或漏掉事件。',
    fix: '一条流的 ID 只由一个计数器产生，每个只发一次；客户端忽略已经收到过的 ID。',
    source: `${SPEC}#concept-event-stream-last-event-id`,
  },
  'id-order': {
    title: '事件顺序错乱（{count} 次）',
    why: 'ID 原本逐一递增，后来较小的 ID 迟到了。这时 “Last-Event-ID” 会从错误的位置续传。',
    fix: '用一个队列写入流，让事件按 ID 顺序发出。',
    source: `${SPEC}#concept-event-stream-last-event-id`,
  },
  'id-gap': {
    title: '缺少 {count} 个事件 ID',
    why: 'ID 原本逐一递增，后来跳过了一些。要么事件在到达浏览器之前丢失，要么服务器把不发给这个客户端的事件也编了号。',
    fix: '检查服务器缓冲区满时、或两个进程同时写入时会怎样；按每个客户端实际收到的事件编号。',
    source: `${SPEC}#concept-event-stream-last-event-id`,
  },
  'sequence-broken': {
    title: 'sequence_number 不连续（{count} 处）',
    why: '这个 API 从 0 起给一次回答的每个事件编号。这里有编号缺失、重复或乱序，说明服务器与浏览器之间有环节丢弃或打乱了事件。',
    fix: '用一个队列原样转发每个事件，不要按类型过滤。',
    source: 'https://platform.openai.com/docs/api-reference/responses-streaming',
  },
  'error-in-stream': {
    title: '流里报告了错误',
    why: '{count} 个事件说明出了错：“{text}”。响应状态在此之前已经发出，只看状态的代码会把它当作成功。在类型未知的流里，仅仅名为 error 的事件也可能只是一行日志。',
    fix: '在客户端处理错误事件并停止读取。如果在第一个字节之前就知道出错，请用 4xx 或 5xx 状态回应。',
    source: 'https://platform.claude.com/docs/en/build-with-claude/streaming#error-events',
  },
  'body-without-fields': {
    title: '正文不是事件流',
    why: '它标为 text/event-stream，却没有任何字段：“{text}”。事件流解析器什么也看不到，也不报错，EventSource 则会不断重连。',
    fix: '在流开始之前，用相应的状态和内容类型回应错误。',
    source: `${SPEC}#parsing-an-event-stream`,
  },
  'last-event-lost': {
    title: '最后一个事件丢失：缺少结束它的空行',
    why: '正文在一个事件中间结束。按照标准该事件会被丢弃；EventSource 和大多数解析器都不会交出它。',
    fix: '在每个事件之后（包括最后一个）写一个空行（\\n\\n）。',
    source: `${SPEC}#event-stream-interpretation`,
  },
  'last-event-cut': {
    title: '连接在一个事件中间结束',
    why: 'EventSource 会重新连接，并且不会交出该事件。是服务器没有写空行就结束了响应，还是连接中断，无法观察到。',
    fix: '若每次都如此：在每个事件之后（包括最后一个）写一个空行（\\n\\n）。否则给事件加上 ID，并按 Last-Event-ID 续传。',
    source: `${SPEC}#event-stream-interpretation`,
  },
  truncated: {
    title: '流过早结束（{name}）',
    why: '正文正常结束，却没有这类流应有的结尾。多数库此时不报错，半个回答看起来像完整的。究竟是服务器还是途中的环节结束了它，这里无法观察到。',
    fix: '没有结尾的回答应视为失败。检查函数、工作进程和代理的时间限制。',
    source: 'https://developer.mozilla.org/zh-CN/docs/Web/API/Streams_API/Using_readable_streams',
  },
  'end-marker-missing': {
    title: '缺少结束标记（{name}）',
    why: '回答已经完成，但结束这类流的标记没有到来。等待它的客户端会一直等到连接关闭。',
    fix: '把流转发到最后，包括结束标记。',
    source: 'https://platform.openai.com/docs/api-reference/chat-streaming',
  },
  'finish-length': {
    title: '回答因达到令牌上限而中断（{reason}）',
    why: '模型用完了允许的令牌数。文本不完整；工具调用的参数可能只有半个 JSON。',
    fix: '放宽令牌上限、缩小要求，或另发请求继续。不要解析这种回答里的参数。',
    source: 'https://platform.openai.com/docs/api-reference/chat-streaming',
  },
  'byte-order-mark-inside': {
    title: '流的中间有字节顺序标记',
    why: '只有在最开头，字节顺序标记才会被忽略。这里它成了字段名的一部分，该字段因此未知并丢失。',
    fix: '不要拼接以字节顺序标记开头的文件或响应；写不带标记的 UTF-8。',
    source: `${SPEC}#parsing-an-event-stream`,
  },
  'invalid-reconnection-time': {
    title: 'retry 不是数字',
    why: '“{text}”不全是数字，该字段被忽略，浏览器沿用自己的时间。',
    fix: '写整数毫秒，例如 “retry: 3000”。',
    source: `${SPEC}#event-stream-interpretation`,
  },
  'null-in-id': {
    title: 'ID 里有空字符',
    why: '按照标准这样的 ID 会被忽略，最后事件 ID 保持不变（{count} 次）。',
    fix: '不要在 ID 里写空字符。',
    source: `${SPEC}#event-stream-interpretation`,
  },
  'unknown-field': {
    title: '标准中没有的字段（{count} 个）',
    why: '只有 data、event、id 和 retry 有意义，其他字段会被忽略，例如“{text}”。',
    fix: '客户端需要的内容放进 data，备注写成以冒号开头的注释。',
    source: `${SPEC}#event-stream-interpretation`,
  },
  'invalid-utf-8': {
    title: '字节不是有效的 UTF-8（{count} 处）',
    why: '无论 charset 怎么写，事件流都是 UTF-8；不是的部分会变成 �（“{text}”）。',
    fix: '用 UTF-8 编码，绝不要在一个字符的字节之间截断文本。',
    source: `${SPEC}#parsing-an-event-stream`,
  },
  'invalid-json': {
    title: '{count} 个部分不是有效的 JSON',
    why: '本该是 JSON 的一行或一条记录不是：“{text}”。解析它的代码会抛出异常。',
    fix: '每个值完整地写在一行里，错误也以 JSON 发送。',
    source: 'https://jsonlines.org/',
  },
  'done-variant': {
    title: '[DONE] 写法不同，或不是最后一个事件',
    why: '客户端会与文本 “[DONE]” 比较。这里有 {count} 个事件是它的变体 {text} 或出现在它之后；比较不成立时，标记就被交给 JSON.parse。',
    fix: '只在最后发一次 “data: [DONE]”。客户端比较之前先去掉首尾空白。',
    source: 'https://platform.openai.com/docs/api-reference/chat-streaming',
  },
  'carriage-returns': {
    title: '行以 CR LF 结尾',
    why: '这是合法的。只按 \\n 拆分的代码会在每个值末尾留下 \\r，也永远找不到空行 \\n\\n。',
    fix: '服务器无需改动。页面应使用认识三种行尾的解析器。',
    source: `${SPEC}#parsing-an-event-stream`,
  },
}
