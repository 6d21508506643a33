import { strings } from './strings.en.ts'

const words = strings.reasons

/** Why somebody is in an object, in words. */
export function reasonText(reason: { readonly by: string; readonly [key: string]: unknown }): string {
  const text = (key: string) => (typeof reason[key] === 'string' ? reason[key] : '')
  const until = text('until') ? ` ${words.until(text('until'))}` : ''
  switch (reason.by) {
    case 'rule':
      return words.rule(text('rule'))
    case 'file':
      return words.file(text('ref')) + until
    case 'hand':
      return words.hand + until
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
