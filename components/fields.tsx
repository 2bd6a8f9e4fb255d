import type { ComponentChildren } from 'preact'

/** A part of a page that folds. */
export const Section = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <details class="section" open>
    <summary class="section-title">{title}</summary>
    <div class="section-body">{children}</div>
  </details>
)

interface FieldsProps {
  fields: readonly (readonly [name: string, value: string])[]
  /** Names come from the page, not from us. */
  data?: boolean
}

/** Names and values below one another. */
export const Fields = ({ fields, data = false }: FieldsProps) => (
  <dl class={`fields${data ? ' fields-data' : ''}`}>
    {fields.map(([name, value], at) => (
      <div key={at} class="field">
        <dt>
          <bdi>{name}</bdi>
        </dt>
        <dd>
          <bdi>{value}</bdi>
        </dd>
      </div>
    ))}
  </dl>
)
