/** Replaces what stands between the marks of a part that is made by code; what is around it is written by hand. */
export function replacePart(text: string, name: string, content: string): string {
  const begin = `<!-- ${name}: made by "npm run docs" -->`
  const end = `<!-- end of ${name} -->`
  const [before, rest] = text.split(begin)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined) throw new Error(`The document has no part "${name}"`)
  return `${before}${begin}\n\n${content}\n\n${end}${after}`
}

/** A table of Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** A text as code. */
export function code(text: string): string {
  return `\`${text}\``
}
