declare module 'har-validator' {
  /** Resolves with the data where it is valid HAR, rejects with an `errors` list otherwise. */
  export function har(data: unknown): Promise<unknown>
}
