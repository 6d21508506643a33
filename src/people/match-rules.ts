import type { Matching } from '../model/overlay/person-rules.ts'
import { standardAttributes } from '../model/person-attributes.ts'
import type { MatchRule, PeopleOptions, PersonAttribute } from './people-options.ts'

const defaultAccept = 0.9

/** Attributes that say who somebody is only as long as the address, login or phone is theirs. */
const reassignable = new Set(['mail', 'mails', 'userName', 'phone', 'mobile'])

/** What is matched by when nobody has written it: the number of an employee, then the work address. */
const defaultRules: Matching['rules'] = [{ on: ['employeeNumber'] }, { on: ['mail'] }]

/** The rules by which users are matched. */
export function compileMatching(
  document: Matching | null,
  attributes: ReadonlyMap<string, PersonAttribute>,
): Pick<PeopleOptions, 'rules' | 'accept'> {
  const rules = (document?.rules ?? defaultRules).map(({ on, confidence = 1, verified }): MatchRule => {
    const [first = ''] = on
    return {
      name: on.join('&'),
      on,
      confidence,
      addresses: verified ? 'verified' : document ? 'all' : 'work',
      isIdentifying: on.length === 1 && confidence === 1 && isIdentifier(first, attributes),
      isReassignable: on.every(
        (attribute) => reassignable.has(attribute) || attributes.get(attribute)?.type === 'mail',
      ),
    }
  })
  return { rules, accept: document?.accept ?? defaultAccept }
}

/** Whether different values of an attribute are of different people: of the standard ones that is only the employee number. */
function isIdentifier(attribute: string, attributes: ReadonlyMap<string, PersonAttribute>): boolean {
  if (attribute === 'employeeNumber') return true
  const isOwn = attributes.has(attribute) && !Object.hasOwn(standardAttributes, attribute)
  return isOwn && ['text', 'number'].includes(attributes.get(attribute)?.type ?? '')
}
