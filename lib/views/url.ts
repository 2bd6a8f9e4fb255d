/** The URL taken apart; null where it cannot be (pages may pass anything). */
export const parseUrl = (url: string): URL | null => (URL.canParse(url) ? new URL(url) : null)
