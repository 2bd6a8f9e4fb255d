export type BrowserKind = 'chromium' | 'firefox'

export interface Surroundings {
  env?: Record<string, string | undefined>
  platform?: NodeJS.Platform
}

export function findCommand(name: string, env?: Record<string, string | undefined>): string | null
export function findBrowser(kind: BrowserKind, surroundings?: Surroundings): string | null
