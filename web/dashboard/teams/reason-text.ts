import { strings } from './strings.en.ts'

const words = strings.reasons

/** Why somebody is in an object, in words. The rule itself is on the page once. */
export function reasonText(reason: { readonly by: string; readonly [key: string]: unknown }): string {
  const text = (key: string) => (typeof reason[key] === 'string' ? reason[key] : '')
  const until = text('until') ? ` ${words.until(text('until'))}` : ''
  switch (reason.by) {
    case 'rule':
      return words.rule
    case 'file':
      return words.file(text('ref')) + until
    case 'hand':
      return words.hand(actorName(reason.actor)) + until
    case 'lead':
      return words.lead
    case 'role':
      return words.role(text('role'))
    case 'below':
      return words.below(text('id'))
    default:
      return reason.by
  }
}

/** What somebody who did something is called; null where nobody says. */
export function actorName(actor: unknown): string | null {
  if (typeof actor === 'string') return actor
  if (typeof actor !== 'object' || actor === null || !('name' in actor)) return null
  return typeof actor.name === 'string' ? actor.name : null
}
