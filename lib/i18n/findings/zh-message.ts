import type { enMessage } from './en-message'
import type { FindingText } from './text'

export const zhMessage: Record<keyof typeof enMessage, FindingText> = {
  'message-differs': {
    title: '最终文本与流出的内容之和不一致',
    why: '流在各部分完成时会重复其全文，其中 {count} 处不一致。第一处：流出了 {sum} 个字符，最终文本有 {whole} 个，从第 {at} 个字符起不同。累加增量的页面与采用最终文本的页面会显示不同的文字。哪一个正确无法判断。',
    fix: '检查是否有事件在途中丢失、重复或被改动；页面应在最终文本到来时采用它。',
    source: 'https://platform.openai.com/docs/api-reference/responses-streaming',
  },
  'arguments-invalid': {
    title: '工具调用的参数不是 JSON',
    why: '流说调用已经完整，但参数无法解析（{count} 处）。第一处属于“{name}”：“{text}”。把它交给 JSON.parse 的页面会抛出异常。',
    fix: '捕获这个错误，并作为工具结果交还给模型。按序号拼接每个调用的片段，完整之前不要解析。',
    source: 'https://platform.openai.com/docs/guides/function-calling#streaming',
  },
  'answer-empty': {
    title: '模型思考了，却没有回答',
    why: '有推理内容和结束原因（{reason}），但没有文本、拒绝或工具调用。只显示文本的页面会显示空白回答。',
    fix: '放宽令牌上限，推理也计入其中；把空文本当作失败处理，需要时显示推理内容。',
    source: 'https://platform.openai.com/docs/guides/reasoning#managing-the-context-window',
  },
}
