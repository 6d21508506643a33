import { strings } from './strings.en.ts'

const words = strings.reasons

/** One of the reasons why somebody is in an object, as the API tells it. */
export type Reason = { readonly by: string; readonly [key: string]: unknown }

/** Why somebody is in an object, in words. The text of its rule is left out where the rule itself is shown. */
export function reasonText(reason: Reason, { isRuleShown }: { readonly isRuleShown: boolean }): string {
  const text = (key: string) => (typeof reason[key] === 'string' ? reason[key] : '')
  const until = text('until') ? ` ${words.until(text('until'))}` : ''
  switch (reason.by) {
    case 'rule':
      return words.rule(isRuleShown ? '' : text('rule'))
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
