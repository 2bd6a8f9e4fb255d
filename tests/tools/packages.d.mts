export function isInstalled(root: string): boolean
export function isPrepared(root: string): boolean
export function runNpm(root: string, args: readonly string[]): boolean
