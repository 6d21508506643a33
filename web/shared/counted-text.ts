/** A text with a number in it; `{n}` is where the number stands. */
export type CountedText = { readonly one: string; readonly other: string }

/** Fills a number into a text, in the form that the language has for it. */
export function counted(text: CountedText, count: number, locale: string): string {
  const form = new Intl.PluralRules(locale).select(count) === 'one' ? text.one : text.other
  return form.replace('{n}', new Intl.NumberFormat(locale).format(count))
}
