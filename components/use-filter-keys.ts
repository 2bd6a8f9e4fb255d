import { usePanel } from './panel-context'

/** The keys of a box with a list of suggestions (ARIA Authoring Practices, combobox with list autocomplete). */
export const useFilterKeys = (choose: (index: number) => void) => {
  const { completion } = usePanel()
  return (event: KeyboardEvent) => {
    const { suggestions, active } = completion
    const input = event.currentTarget instanceof HTMLInputElement ? event.currentTarget : null
    const isListed = suggestions.value.length > 0
    if (event.key === 'ArrowDown' && !isListed) completion.open(input?.selectionStart ?? 0)
    else if (event.key === 'ArrowDown') completion.move(1)
    else if (event.key === 'ArrowUp' && isListed) completion.move(-1)
    else if ((event.key === 'Enter' || event.key === 'Tab') && active.value >= 0) choose(active.value)
    else if (event.key === 'Enter' && isListed) completion.close()
    else return
    event.preventDefault()
  }
}
