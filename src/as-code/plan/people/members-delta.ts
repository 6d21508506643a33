import type { Outcome } from './evaluate-groups.ts'

/** Who enters and who leaves an object, and who is undecided afterwards, by the ids of people. */
export type MembersDelta = {
  readonly before: number
  readonly enter: readonly string[]
  readonly leave: readonly string[]
  readonly unknown: readonly string[]
}

/** What differs between who is in an object and who will be. */
export function membersDelta(present: ReadonlySet<string>, outcomes: readonly Outcome[]): MembersDelta {
  const enter: string[] = []
  const stay = new Set<string>()
  const unknown: string[] = []
  for (const { ids, reasons, unknown: missing } of outcomes) {
    // One by one: arguments have a limit, people have none.
    if (missing !== null) for (const id of ids) unknown.push(id)
    if (!reasons) continue
    for (const id of ids) {
      if (present.has(id)) stay.add(id)
      else enter.push(id)
    }
  }
  const leave = stay.size === present.size ? [] : [...present].filter((id) => !stay.has(id))
  return { before: present.size, enter, leave, unknown }
}
