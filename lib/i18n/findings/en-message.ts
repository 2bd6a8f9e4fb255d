import type { FindingText } from './text'

/** What the whole message gives rise to. */
export const enMessage = {
  'message-differs': {
    title: 'The final text is not the sum of what was streamed',
    why: 'The stream repeats its parts when they are done, and not all of them are the same (parts that differ: {count}). The first: {sum} characters were streamed, {whole} are in the final text, and from character {at} on they are not the same. A page that adds up deltas shows another text than one that takes the final one. Which of them is right cannot be told.',
    fix: 'Look for events that were lost, came twice or were changed on the way; in the page take the final text when it comes.',
    source: 'https://platform.openai.com/docs/api-reference/responses-streaming',
  },
  'arguments-invalid': {
    title: 'Arguments of a tool call are no JSON',
    why: 'The call was said to be whole, but its arguments cannot be parsed ({count}). The first, of “{name}”: “{text}”. A page that passes them to JSON.parse throws.',
    fix: 'Catch the error and hand it back to the model as the tool’s result. Join the pieces of each call by its index, and do not parse before it is whole.',
    source: 'https://platform.openai.com/docs/guides/function-calling#streaming',
  },
  'answer-empty': {
    title: 'The model thought, and answered nothing',
    why: 'There is reasoning and a finish reason ({reason}), but no text, no refusal and no tool call. A page that shows the text alone shows an empty answer.',
    fix: 'Allow more tokens, as reasoning counts too; treat an empty text as a failure, and show the reasoning where that is meant to be seen.',
    source: 'https://platform.openai.com/docs/guides/reasoning#managing-the-context-window',
  },
} as const satisfies Record<string, FindingText>
