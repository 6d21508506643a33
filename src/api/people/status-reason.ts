import type { Person } from '../../model/person.ts'

/** Why somebody has the status that they have, in words. */
export function statusReason({ status, attributes }: Pick<Person, 'status' | 'attributes'>, isActive: boolean): string {
  const day = (name: string) => (typeof attributes[name] === 'string' ? attributes[name] : null)
  const [start, end, from, until] = [day('startDate'), day('endDate'), day('leaveStart'), day('leaveEnd')]
  switch (status) {
    case 'pre_hire':
      return `The first day, ${start}, is still to come.`
    case 'on_leave':
      return until ? `On leave from ${from} until ${until}.` : `On leave since ${from}.`
    case 'leaving':
      return `The last day is ${end}.`
    case 'left':
      return isActive && end ? `The last day was ${end}.` : 'No directory has this person active.'
    case 'active':
      return 'A directory has this person active.'
  }
}
