/** A template with `{arguments}`, or one per plural form, chosen by the argument `count`. */
export type Message = string | PluralMessage

export interface PluralMessage {
  readonly one?: string
  readonly other: string
}

type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never

type TextOf<M> = M extends string ? M : M extends { readonly other: infer Text extends string } ? Text : never

/** The arguments a message takes: none, or one record of them. Numbers are written the locale's way. */
export type Arguments<M> = [NamesIn<TextOf<M>>] extends [never]
  ? []
  : [values: Record<NamesIn<TextOf<M>>, string | number>]

/** Puts the values into the template; a name without a value stays as it is. */
export const fillIn = (template: string, values: ReadonlyMap<string, string>): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => values.get(name) ?? whole)
