import type { JsonObject } from '../../../model/json.ts'
import type { Plan, PlanApproval, PlanChange, PlanGuard, PlanPeople } from '../../../model/overlay/plan.ts'
import { changedFields } from '../changed-fields.ts'
import { lostProtections } from '../judge/lost-protections.ts'

/** How many of what, in the words of people: `2 objects`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`
}

const reasons: Readonly<Record<PlanChange['reason'], string>> = {
  file_added: 'new file',
  file_changed: 'file changed',
  file_removed: 'file removed',
  listed_as_removed: 'listed under "removed"',
  renamed: 'renamed',
  drifted: 'changed outside of the files, put back',
  keys_changed: 'the file declares other keys of it, nothing else changes',
  depends_on_change: 'reads an object that changes',
}

/** Why something is planned, in a few words. */
export function reasonText({ reason }: Pick<PlanChange, 'reason'>): string {
  return reasons[reason]
}

/** The sign before a change: what is made, changed, renamed, taken away, released. */
export function signOf({ actions }: Pick<PlanChange, 'actions'>): string {
  if (actions.includes('delete')) return '-'
  if (actions.includes('create') || actions.includes('restore')) return '+'
  if (actions.includes('rename')) return '>'
  if (actions.includes('release')) return 'o'
  return actions.includes('adopt') && !actions.includes('update') ? '=' : '~'
}

/** `+14 -3 (2 undecided)`, or nothing where nobody is concerned. */
export function peopleText(people: PlanPeople | null): string {
  if (!people || people.enter + people.leave + people.unknown === 0) return ''
  const parts = [
    ...(people.enter > 0 ? [`+${people.enter}`] : []),
    ...(people.leave > 0 ? [`-${people.leave}`] : []),
    ...(people.unknown > 0 ? [`(${people.unknown} undecided)`] : []),
  ]
  return parts.join(' ')
}

/** How much of a limit is used up: `3 of 5 removals of the last 24 hours are used`; nothing where nothing is. */
export function usedText({ name, used, limit }: Pick<PlanGuard, 'name' | 'used' | 'limit'>): string {
  return used > 0 ? `${used} of ${limit} ${name} of the last 24 hours are used` : ''
}

/** For what an approval is asked: `removals`, or the files of owners. */
export function approvalText({ when, paths, ends }: Pick<PlanApproval, 'when' | 'paths' | 'ends'>): string {
  if (paths) return `owners of ${paths.join(', ')}`
  return ends ? `${when}, for which nobody would be asked any more` : when
}

/** The last line of a plan. */
export function summaryText({ summary, applyable, id }: Plan): string {
  const counted = [
    [summary.create, 'to create'],
    [summary.restore, 'to restore'],
    [summary.adopt, 'to adopt'],
    [summary.update, 'to change'],
    [summary.rename, 'to rename'],
    [summary.release, 'to release'],
    [summary.manage, 'managed otherwise'],
    [summary.delete, 'to delete'],
    [summary.blocked, 'blocked'],
  ] as const
  const parts = counted.flatMap(([count, words]) => (count > 0 ? [`${count} ${words}`] : []))
  if (parts.length === 0) return 'Nothing to do: what files declare is in effect.'
  const people = `${countOf(summary.enter, 'person enters', 'people enter')}, ${countOf(summary.leave, 'leaves', 'leave')}`
  return `Plan ${id ?? ''}: ${parts.join(', ')}. ${people}.${applyable ? '' : ' It cannot be applied as it is.'}`.replace(
    ' :',
    ':',
  )
}

/** How old something is, in words: `2 min`, `3 h`, `5 d`. */
export function ageText(asOf: string | null, now: string): string {
  if (asOf === null) return 'never'
  const minutes = Math.max(0, Math.round((Date.parse(now) - Date.parse(asOf)) / 60_000))
  if (minutes < 60) return `${minutes} min`
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 60 / 24)} d`
}

/** A value on one line. */
export function valueText(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const line = text.replace(/\s+/g, ' ')
  return line.length > 160 ? `${line.slice(0, 160)}…` : line
}

type Field = PlanChange['fields'][number]

/** Changed keys as lines, `- key: before` and `+ key: after`; of keys with keys below them those that differ. */
export function fieldLines(fields: readonly Field[]): string[] {
  return fields
    .flatMap(partsOf)
    .flatMap(({ key, before, after }) => [
      ...(before === null ? [] : [`- ${key}: ${valueText(before)}`]),
      ...(after === null ? [] : [`+ ${key}: ${valueText(after)}`]),
    ])
}

function partsOf({ key, before, after }: Field): Field[] {
  if (!isKeys(before) || !isKeys(after)) return [{ key, before, after }]
  return changedFields(before, after).map((field) => ({ ...field, key: `${key}.${field.key}` }))
}

function isKeys(value: Field['before']): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What a change takes away beside objects and members: a limit, an approval, a protection. Empty where it does not. */
export function loosenedText({ before, after }: Pick<PlanChange, 'before' | 'after'>): string {
  const lost = lostProtections({ before: before as JsonObject | null, after: after as JsonObject | null })
  return lost.length === 0 ? '' : `counts as a removal, for it changes ${lost.join(', ')}`
}
