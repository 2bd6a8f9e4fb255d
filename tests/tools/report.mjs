export const done = text => console.log(`✓ ${text}`)
export const warn = text => console.warn(`! ${text}`)

export function fail(text) {
  console.error(`✗ ${text}`)
  process.exit(1)
}
