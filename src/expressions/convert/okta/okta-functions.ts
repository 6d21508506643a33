/** How a function of Okta is written here: its arguments are `$1`, `$2`, `$3`. */
type Template = { readonly takes: number; readonly gives: 'text' | 'number' | 'boolean'; readonly text: string }

const substring: Template = { takes: 3, gives: 'text', text: '$1.substring($2, $3)' }
const before: Template = { takes: 2, gives: 'text', text: '$1.before($2)' }
const after: Template = { takes: 2, gives: 'text', text: '$1.after($2)' }
const upper: Template = { takes: 1, gives: 'text', text: '$1.upper()' }
const lower: Template = { takes: 1, gives: 'text', text: '$1.lower()' }
const contains: Template = { takes: 2, gives: 'boolean', text: '$1.contains($2)' }
const startsWith: Template = { takes: 2, gives: 'boolean', text: '$1.startsWith($2)' }
const endsWith: Template = { takes: 2, gives: 'boolean', text: '$1.endsWith($2)' }
const replace: Template = { takes: 3, gives: 'text', text: '$1.replace($2, $3)' }
const size: Template = { takes: 1, gives: 'number', text: 'size($1)' }

/** The functions of Okta that have a counterpart, in all the ways in which Okta has them. */
export const oktaFunctions: Readonly<Record<string, Template>> = {
  'String.append': { takes: 2, gives: 'text', text: '$1 + $2' },
  'String.len': size,
  'String.removeSpaces': { takes: 1, gives: 'text', text: '$1.replace(" ", "")' },
  'String.replace': replace,
  'String.replaceFirst': { takes: 3, gives: 'text', text: '$1.replace($2, $3, 1)' },
  'String.stringContains': contains,
  'String.startsWith': startsWith,
  'String.endsWith': endsWith,
  'String.substring': substring,
  'String.substringAfter': after,
  'String.substringBefore': before,
  'String.toUpperCase': upper,
  'String.toLowerCase': lower,
  'Arrays.contains': { takes: 2, gives: 'boolean', text: '$2 in $1' },
  'Arrays.isEmpty': { takes: 1, gives: 'boolean', text: '$1.orValue([]).size() == 0' },
  'Arrays.size': { takes: 1, gives: 'number', text: '$1.orValue([]).size()' },
  toUpperCase: upper,
  toLowerCase: lower,
  substring,
  substringBefore: before,
  substringAfter: after,
  '.toUpperCase': upper,
  '.toLowerCase': lower,
  '.contains': contains,
  '.startsWith': startsWith,
  '.endsWith': endsWith,
  '.replace': replace,
  '.substring': substring,
  '.substringBefore': before,
  '.substringAfter': after,
  '.length': size,
  '.size': size,
  '.trim': { takes: 1, gives: 'text', text: '$1.trim()' },
}

/** Why a function of Okta cannot be taken over, by how its name begins. */
export const withoutCounterpart: readonly (readonly [start: string, why: string])[] = [
  [
    'isMemberOfGroupName',
    'Rules depend on groups by their ids, not on parts of names. Write isMemberOfGroupName("…") for each group.',
  ],
  ['Groups.', 'Rules ask for single groups. Write isMemberOfGroupName("…") for each.'],
  ['getFilteredGroups', 'Rules ask for single groups. Write isMemberOfGroupName("…") for each.'],
  ['user.getGroups', 'Rules ask for single groups. Write isMemberOfGroupName("…") for each.'],
  ['user.getLinkedObject', 'Rules do not read other people. Whom somebody reports to is person.reportsTo("emp:…").'],
  ['getManager', 'Rules do not read other people. Whom somebody reports to is person.reportsTo("emp:…").'],
  ['getAssistant', 'Rules do not read other people.'],
  ['Time.', 'Rules have no clock. A date that has come is person.startDate.reached("P30D").'],
  ['DateTime.', 'Rules have no clock. A date that has come is person.startDate.reached("P30D").'],
  ['Convert.', 'Attributes have types: give the attribute the type number in the PersonSchema.'],
  ['Iso3166Convert.', 'Countries are kept as they are: convert them in the Directory document.'],
  ['hasDirectoryUser', 'Rules do not see single directories, only people.'],
  ['hasWorkdayUser', 'Rules do not see single directories, only people.'],
  ['find', 'Rules do not see single directories, only people.'],
]
