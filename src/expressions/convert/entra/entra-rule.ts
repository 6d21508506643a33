/** A dynamic membership rule of Microsoft Entra, as it was read. */
export type EntraRule =
  | { readonly is: 'and' | 'or'; readonly parts: readonly EntraRule[] }
  | { readonly is: 'not'; readonly part: EntraRule }
  | { readonly is: 'compare'; readonly property: string; readonly operator: EntraOperator; readonly value: EntraValue }
  | { readonly is: 'each'; readonly property: string; readonly every: boolean; readonly part: EntraRule }
  | { readonly is: 'reports'; readonly manager: string }

/** `now` is `system.now`, with an ISO 8601 duration that is added to it. */
export type EntraValue =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'word'; readonly text: string }
  | { readonly is: 'list'; readonly items: readonly string[] }
  | { readonly is: 'now'; readonly plus: string }

/** The operators in lower case, those that deny with the one that they deny. */
export const entraOperators = {
  eq: 'eq',
  ne: 'ne',
  in: 'in',
  notin: 'notIn',
  contains: 'contains',
  notcontains: 'notContains',
  startswith: 'startsWith',
  notstartswith: 'notStartsWith',
  endswith: 'endsWith',
  notendswith: 'notEndsWith',
  match: 'match',
  notmatch: 'notMatch',
  le: 'le',
  lt: 'lt',
  ge: 'ge',
  gt: 'gt',
} as const
export type EntraOperator = (typeof entraOperators)[keyof typeof entraOperators]
