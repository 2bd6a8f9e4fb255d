import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { PanelState } from '../lib/state/panel-state'

export const PanelContext = createContext<PanelState | null>(null)

/** The panel's state. */
export const usePanel = (): PanelState => {
  const panel = useContext(PanelContext)
  if (!panel) throw new Error('No panel state here; render inside <App state={…}>.')
  return panel
}
