export const LONG_TEXT: string
export const BYTES: Uint8Array
export const FLOATS: Float64Array
export function flightModel(): object
