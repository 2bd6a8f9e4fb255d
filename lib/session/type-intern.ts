/** Numbers for event types. A page may invent any number of types, so only the first are remembered. */
export interface TypeIntern {
  /** The type's number; `UNKNOWN_TYPE` where there is no room for another. */
  numberOf(type: string): number
  typeOf(number: number): string | undefined
}

export const UNKNOWN_TYPE = 2 ** 32 - 1
const LARGEST = 1024

export function createTypeIntern(): TypeIntern {
  const types: string[] = []
  const numbers = new Map<string, number>()
  return {
    numberOf(type) {
      const known = numbers.get(type)
      if (known !== undefined) return known
      if (types.length === LARGEST) return UNKNOWN_TYPE
      numbers.set(type, types.length)
      return types.push(type) - 1
    },
    typeOf: number => types[number],
  }
}
