import { apply, bare, createWeakMap, defineProperty, getOwnPropertyDescriptor } from './natives'

/** Takes back what was put in place, unless the page has since put something else there. */
export type Undo = () => void

/** Replaces a call: `native` is the browser's own function, `self` and `args` are the page's, untouched. */
export type Trap = (native: NativeFunction, self: never, args: unknown[]) => unknown
export type NativeFunction = (this: unknown, ...args: never[]) => unknown

/** Replaces a construction: `native` is the browser's own constructor, the rest is the page's, untouched. */
export type ConstructTrap = (native: NativeFunction, args: unknown[], newTarget: NativeFunction) => object

const nothing: Undo = () => {}

/** Wrapper to the native function it stands for, so that `toString` can answer with the native's text. */
const nativeOf = createWeakMap<object, NativeFunction>()

/**
 * A proxy keeps the native's name, length, missing `prototype` and missing [[Construct]] without a copy of any.
 * The handler has no prototype: what a page puts on `Object.prototype` must not become a trap.
 */
const wrap = (native: NativeFunction, handler: object): NativeFunction => {
  const wrapper = new Proxy(native, bare(handler) as ProxyHandler<NativeFunction>)
  nativeOf.set(wrapper, native)
  return wrapper
}

const put = (owner: object, key: PropertyKey, slot: 'value' | 'get', wrapper: NativeFunction): Undo => {
  const before = getOwnPropertyDescriptor(owner, key)
  if (!before?.configurable) return nothing
  defineProperty(owner, key, { ...before, [slot]: wrapper })
  return () => {
    if (getOwnPropertyDescriptor(owner, key)?.[slot] === wrapper) defineProperty(owner, key, before)
  }
}

/**
 * Wraps the methods `keys` of `owner`; keys that share one function get one wrapper, as before.
 * A browser without the method is left without it.
 *
 * Where `isWanted` is given, it is asked before each call. While it says no the trap is not there, and the browser's
 * function runs with nothing of ours on the stack.
 */
export const patchMethod = (
  owner: object,
  keys: readonly PropertyKey[],
  trap: Trap,
  isWanted?: () => boolean,
): Undo => {
  const native: unknown = keys[0] && getOwnPropertyDescriptor(owner, keys[0])?.value
  if (typeof native !== 'function') return nothing
  const handler = isWanted
    ? {
        get apply() {
          return isWanted() ? trap : undefined
        },
      }
    : { apply: trap }
  const wrapper = wrap(native as NativeFunction, handler)
  const undos = keys
    .filter(key => getOwnPropertyDescriptor(owner, key)?.value === native)
    .map(key => put(owner, key, 'value', wrapper))
  return combineUndo(undos)
}

/** Wraps the getter of the accessor `key` of `owner`. */
export const patchGetter = (owner: object, key: PropertyKey, trap: Trap): Undo => {
  const native = getOwnPropertyDescriptor(owner, key)?.get
  return native ? put(owner, key, 'get', wrap(native, { apply: trap })) : nothing
}

/**
 * Wraps the constructor `key` of `owner`, which its prototype names too. Statics pass through, those added later as
 * well; a call without `new` is the browser's to refuse.
 */
export const patchConstructor = (owner: object, key: PropertyKey, trap: ConstructTrap): Undo => {
  const native: unknown = getOwnPropertyDescriptor(owner, key)?.value
  if (typeof native !== 'function') return nothing
  const wrapper = wrap(native as NativeFunction, { construct: trap })
  return combineUndo([
    put(owner, key, 'value', wrapper),
    put(native.prototype, 'constructor', 'value', wrapper),
  ])
}

/** Lets `Function.prototype.toString` answer for wrappers what it answers for their natives. */
export const patchToString = (): Undo =>
  patchMethod(Function.prototype, ['toString'], (native, self, args) =>
    apply(native, nativeOf.get(self) ?? self, args),
  )

export const combineUndo =
  (undos: readonly Undo[]): Undo =>
  () => {
    for (const undo of undos) undo()
  }
