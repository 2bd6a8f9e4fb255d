/** Chrome calls back; Firefox gives a promise of result and exception. Undefined where it threw or was not allowed. */
const evaluate = (expression: string): Promise<unknown> => {
  const { inspectedWindow } = browser.devtools
  if (!import.meta.env.FIREFOX)
    return new Promise(resolve =>
      inspectedWindow.eval(expression, (...[result]: unknown[]) => resolve(result)),
    )
  const answer: Promise<unknown> = Reflect.apply(inspectedWindow.eval, inspectedWindow, [expression])
  return answer.then(both => (Array.isArray(both) ? both[0] : undefined))
}

/** The source view of a page in Chrome has the page's own address, but not its document. */
const ADDRESS = `(document.body?.firstElementChild?.className === 'line-gutter-backdrop' ? 'view-source:' : '') + location.href`

/** The address of the inspected page; null where the browser lets no extension look at it. */
export const findAddress = async (): Promise<string | null> => {
  const address = await evaluate(ADDRESS)
  return typeof address === 'string' ? address : null
}

/** Epoch milliseconds with the fraction. */
export const now = (): number => performance.timeOrigin + performance.now()

export const wait = (callback: () => void, delay: number): (() => void) => {
  const timer = setTimeout(callback, delay)
  return () => clearTimeout(timer)
}
