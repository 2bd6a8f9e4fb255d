import type { ComponentChildren } from 'preact'

/** Drawn on a 16 by 16 grid in the colour of the text around; names come from what they stand on. */
const Icon = ({ children }: { children: ComponentChildren }) => (
  <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
    {children}
  </svg>
)

export const RecordIcon = ({ on }: { on: boolean }) => (
  <Icon>
    {on ? (
      <>
        <circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.5" />
        <rect x="5.5" y="5.5" width="5" height="5" rx="1" fill="currentColor" />
      </>
    ) : (
      <>
        <circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.5" />
        <circle cx="8" cy="8" r="3.5" fill="currentColor" />
      </>
    )}
  </Icon>
)

export const ClearIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.5" />
    <path d="M3.6 3.6 12.4 12.4" stroke="currentColor" stroke-width="1.5" />
  </Icon>
)

export const PreserveIcon = ({ on }: { on: boolean }) => (
  <Icon>
    <rect x="2.25" y="2.25" width="11.5" height="11.5" rx="1.5" fill={on ? 'currentColor' : 'none'} />
    <rect
      x="2.25"
      y="2.25"
      width="11.5"
      height="11.5"
      rx="1.5"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
    />
    {on && <path class="icon-cut" d="m4.8 8.2 2.2 2.2 4.2-4.6" fill="none" stroke-width="1.7" />}
  </Icon>
)

export const SettingsIcon = () => (
  <Icon>
    <path d="M2 4.5h6.2m3.6 0H14M2 11.5h2.2m3.6 0H14" fill="none" stroke="currentColor" stroke-width="1.5" />
    <circle cx="10" cy="4.5" r="1.8" fill="none" stroke="currentColor" stroke-width="1.5" />
    <circle cx="6" cy="11.5" r="1.8" fill="none" stroke="currentColor" stroke-width="1.5" />
  </Icon>
)

export const ExportIcon = () => (
  <Icon>
    <path
      d="M8 1.8v8m0 0L4.9 6.7M8 9.8l3.1-3.1M2.5 10.5v2.2c0 .8.6 1.3 1.3 1.3h8.4c.7 0 1.3-.5 1.3-1.3v-2.2"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
    />
  </Icon>
)

export const SearchIcon = () => (
  <Icon>
    <circle cx="6.8" cy="6.8" r="4.3" fill="none" stroke="currentColor" stroke-width="1.4" />
    <path d="m10 10 3.8 3.8" stroke="currentColor" stroke-width="1.5" />
  </Icon>
)

export const CloseIcon = () => (
  <Icon>
    <path d="m4 4 8 8m0-8-8 8" stroke="currentColor" stroke-width="1.5" />
  </Icon>
)

export const FunnelIcon = () => (
  <Icon>
    <path d="M2 3h12L9.4 8.5V13l-2.8-1.4V8.5z" fill="none" stroke="currentColor" stroke-width="1.4" />
  </Icon>
)

export const ColumnsIcon = () => (
  <Icon>
    <path d="M2 2.8h12v10.4H2zM6 2.8v10.4m4-10.4v10.4" fill="none" stroke="currentColor" stroke-width="1.4" />
  </Icon>
)

export const KeysIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.5" />
    <path
      d="M6 6.4a2 2 0 1 1 2.8 1.8Q8 8.6 8 9.4m0 1.3v1.4"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
    />
  </Icon>
)

export const PinIcon = ({ label }: { label: string }) => (
  <span class="pin" role="img" aria-label={label} title={label}>
    <Icon>
      <path
        d="M5.5 2h5l-.8 5L12 9.5H4L6.3 7zM8 9.5V14"
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
      />
    </Icon>
  </span>
)

export const WarningIcon = () => (
  <Icon>
    <path d="M8 1.8 15 14H1z" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linejoin="round" />
    <path d="M8 6v4m0 1.2v1.3" stroke="currentColor" stroke-width="1.5" />
  </Icon>
)

const SEVERITY_SHAPES = {
  error: (
    <g fill="none" stroke="currentColor" stroke-width="1.6">
      <circle cx="8" cy="8" r="6" />
      <path d="m5.6 5.6 4.8 4.8m0-4.8-4.8 4.8" />
    </g>
  ),
  warning: (
    <path
      d="M8 2.2 14.4 13.4H1.6zM8 6.2v3.6m0 1.1v1.4"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linejoin="round"
    />
  ),
  info: (
    <g fill="none" stroke="currentColor" stroke-width="1.5">
      <circle cx="8" cy="8" r="6" />
      <path d="M8 7.2v4.2M8 4.4v1.4" />
    </g>
  ),
} as const

export const SeverityIcon = ({ severity }: { severity: keyof typeof SEVERITY_SHAPES }) => (
  <span class={`severity-${severity}`}>
    <Icon>{SEVERITY_SHAPES[severity]}</Icon>
  </span>
)

export const DownIcon = () => (
  <Icon>
    <path d="M8 2.5v10m0 0L4 8.6m4 3.9 4-3.9" fill="none" stroke="currentColor" stroke-width="1.5" />
  </Icon>
)

export const BackIcon = () => (
  <Icon>
    <path d="M13.5 8h-11m0 0L6.4 4M2.5 8l3.9 4" fill="none" stroke="currentColor" stroke-width="1.5" />
  </Icon>
)

const STATE_SHAPES = {
  pending: (
    <circle
      cx="8"
      cy="8"
      r="3.5"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-dasharray="2 1.7"
    />
  ),
  open: <circle cx="8" cy="8" r="4" fill="currentColor" />,
  complete: <path d="m3.8 8.4 2.8 2.8 5.6-6.2" fill="none" stroke="currentColor" stroke-width="1.7" />,
  failed: <path d="m4.2 4.2 7.6 7.6m0-7.6-7.6 7.6" stroke="currentColor" stroke-width="1.7" />,
  aborted: <rect x="4.2" y="4.2" width="7.6" height="7.6" fill="currentColor" />,
  cancelled: <path d="M3.5 8h9" stroke="currentColor" stroke-width="1.8" />,
  'timed-out': (
    <g fill="none" stroke="currentColor" stroke-width="1.5">
      <circle cx="8" cy="8" r="4.5" />
      <path d="M8 5.6V8l1.8 1.4" />
    </g>
  ),
  closed: <path d="M4 8h8M4 5v6m8-6v6" fill="none" stroke="currentColor" stroke-width="1.5" />,
  lost: (
    <path
      d="M12.2 6A4.6 4.6 0 1 0 12.6 9M12.8 3v3.2H9.6"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
    />
  ),
  refused: (
    <g fill="none" stroke="currentColor" stroke-width="1.6">
      <circle cx="8" cy="8" r="4.4" />
      <path d="m5 5 6 6" />
    </g>
  ),
  left: <path d="M4 12 12 4m0 0H6.2M12 4v5.8" fill="none" stroke="currentColor" stroke-width="1.5" />,
} as const

/** Each state has its own shape; colour only adds to it. */
export const StateIcon = ({ state }: { state: keyof typeof STATE_SHAPES }) => (
  <Icon>{STATE_SHAPES[state]}</Icon>
)

export const StarIcon = ({ on }: { on: boolean }) => (
  <Icon>
    <path
      d="m8 2 1.8 3.8 4.2.5-3.1 2.9.8 4.1L8 11.3l-3.7 2 .8-4.1L2 6.3l4.2-.5z"
      fill={on ? 'currentColor' : 'none'}
      stroke="currentColor"
      stroke-width="1.3"
      stroke-linejoin="round"
    />
  </Icon>
)

export const MenuIcon = () => (
  <Icon>
    <path d="m4.5 6.5 3.5 3.5 3.5-3.5" fill="none" stroke="currentColor" stroke-width="1.5" />
  </Icon>
)
