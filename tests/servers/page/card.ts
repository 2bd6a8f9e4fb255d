import type { Client, Tone } from './client'

export type CardState = 'idle' | 'running' | 'done' | 'failed'

export interface Card {
  element: HTMLElement
  /** Empties the output for a new run. */
  clear(): void
  print(text: string, tone: Tone): void
  setState(state: CardState): void
}

const LABELS: Readonly<Record<CardState, string>> = {
  idle: '',
  running: 'live',
  done: 'done',
  failed: 'failed',
}

/** A client's card: title, what it does, a button, the stream as it comes. */
export const createCard = ({ name, title, description }: Client, onRun: () => void): Card => {
  const button = make('button', { textContent: 'Run', type: 'button', ariaLabel: `Run ${title}` })
  const state = make('span', { className: 'state' })
  const output = make('pre', { className: 'output', tabIndex: 0, ariaLabel: `Output of ${title}` })
  const head = make('header', {}, make('h2', { textContent: title }), state, button)
  const element = make('article', { id: name, className: 'card' }, head, paragraph(description), output)
  button.addEventListener('click', onRun)

  const setState = (next: CardState): void => {
    element.dataset.state = next
    state.textContent = LABELS[next]
    button.disabled = next === 'running'
  }
  setState('idle')

  return {
    element,
    clear: () => output.replaceChildren(),
    print: (text, tone) => {
      const last = output.lastElementChild
      if (last?.className === tone) last.append(text)
      else output.append(startLine(output), make('span', { className: tone, textContent: text }))
      output.scrollTop = output.scrollHeight
    },
    setState,
  }
}

/** A change of tone begins a new line. */
const startLine = ({ textContent }: HTMLElement): string =>
  textContent === '' || textContent?.endsWith('\n') ? '' : '\n'

const paragraph = (textContent: string): HTMLElement => make('p', { textContent })

const make = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]>,
  ...children: Node[]
): HTMLElementTagNameMap[Tag] => {
  const element = Object.assign(document.createElement(tag), properties)
  element.append(...children)
  return element
}
