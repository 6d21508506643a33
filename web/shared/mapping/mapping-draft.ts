/** A line of a mapping. */
export type Line = { readonly target: string; readonly expression: string }

/** What somebody is about to map: an expression for every target that has one. An empty one switches its target off. */
export type MappingDraft = Readonly<Record<string, string>>

/** The mapping that holds now: the connector's lines, with those of the directory in place of the same targets. */
export function toDraft(defaults: readonly Line[], own: readonly Line[]): MappingDraft {
  return Object.fromEntries([...defaults, ...own].map(({ target, expression }) => [target, expression]))
}

/** The lines to be saved of a draft: those that differ from the connector's own. */
export function toLines(draft: MappingDraft, defaults: readonly Line[]): Line[] {
  const byDefault = new Map(defaults.map(({ target, expression }) => [target, expression]))
  return Object.entries(draft).flatMap(([target, written]) => {
    const expression = written.trim()
    const usual = byDefault.get(target)
    return expression === (usual ?? '') ? [] : [{ target, expression }]
  })
}

/** Whether two mappings have the same lines, in whatever order. */
export function isSameMapping(one: readonly Line[], other: readonly Line[]): boolean {
  const texts = (lines: readonly Line[]) => lines.map(({ target, expression }) => `${target} ${expression}`).sort()
  return JSON.stringify(texts(one)) === JSON.stringify(texts(other))
}
