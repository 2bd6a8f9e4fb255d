/** Of the scrubber, drawn like all icons on a 16 by 16 grid. */
const Shape = ({ path }: { path: string }) => (
  <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
    <path d={path} fill="currentColor" />
  </svg>
)

export const PlayIcon = () => <Shape path="M4.5 2.8v10.4L13 8z" />
export const PauseIcon = () => <Shape path="M4 3h3v10H4zm5 0h3v10H9z" />
export const StepIcon = ({ back = false }: { back?: boolean }) => (
  <Shape path={back ? 'M11.5 3.2v9.6L5.5 8zM3.5 3.2H5v9.6H3.5z' : 'M4.5 3.2v9.6l6-4.8zM11 3.2h1.5v9.6H11z'} />
)
