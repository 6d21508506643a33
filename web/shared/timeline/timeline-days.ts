/** The entries of one day, the last day first. */
export type TimelineDay<Entry> = { readonly day: string; readonly entries: readonly Entry[] }

/** Puts entries that are in the order of time into days of the reader's zone; `day` is YYYY-MM-DD. */
export function timelineDays<Entry extends { readonly at: string }>(entries: readonly Entry[]): TimelineDay<Entry>[] {
  const days: { day: string; entries: Entry[] }[] = []
  for (const entry of entries) {
    const day = dayOf(new Date(entry.at))
    const last = days.at(-1)
    if (last?.day === day) last.entries.push(entry)
    else days.push({ day, entries: [entry] })
  }
  return days
}

/** The attributes of changes, as two objects to be compared. */
export function changedValues(changes: readonly { attribute: string; before?: unknown; after?: unknown }[]) {
  return {
    before: Object.fromEntries(changes.map(({ attribute, before }) => [plainAttribute(attribute), before])),
    after: Object.fromEntries(changes.map(({ attribute, after }) => [plainAttribute(attribute), after])),
  }
}

/** `custom_attributes.department_name` is told as `department_name`. */
export function plainAttribute(attribute: string): string {
  return attribute.replace(/^custom_attributes\./, '')
}

function dayOf(at: Date): string {
  const part = (value: number) => String(value).padStart(2, '0')
  return `${at.getFullYear()}-${part(at.getMonth() + 1)}-${part(at.getDate())}`
}
