export function findNginx(env?: NodeJS.ProcessEnv): string | null
export function ensureNginx(): void
