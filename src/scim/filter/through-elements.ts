import type { Filter, FilterAttribute } from '../../model/filter.ts'

/**
 * A condition on what is multi-valued within a multi-valued attribute, `cards.codes eq "x"`, as one on its elements. What
 * says that there is no such value says so of all elements together.
 */
export function throughElements(elements: FilterAttribute, condition: Filter): Filter {
  if (condition.kind === 'not') return { kind: 'not', filter: throughElements(elements, condition.filter) }
  if (condition.kind !== 'compare' || condition.operator !== 'ne') {
    return { kind: 'element', attribute: elements, filter: condition }
  }
  const equal: Filter = { ...condition, operator: 'eq' }
  return { kind: 'not', filter: { kind: 'element', attribute: elements, filter: equal } }
}
