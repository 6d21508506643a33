import type { Finding } from '../load/finding.ts'
import { findingAt, type LoadedOf, type Subject } from './subject.ts'

/** Access policies can be carried out: somebody may ask, somebody decides, and for how long. */
export function checkPolicies(subject: Subject): Finding[] {
  return subject
    .of('AccessPolicy')
    .flatMap((document) => [
      ...reach(document),
      ...approvers(document),
      ...durations(document),
      ...selfConflict(document),
    ])
}

function reach(document: LoadedOf<'AccessPolicy'>): Finding[] {
  const { eligible, assigned, approvers = [] } = document.document
  if (eligible === undefined && assigned === undefined)
    return [findingAt('policy_for_nobody', { document, path: ['id'] }, {})]
  if (eligible !== undefined && approvers.length === 0)
    return [findingAt('no_approvers', { document, path: ['eligible'], part: 'key' }, {})]
  return []
}

const approverForm =
  /^(person\.manager|team:[^#]+(#.+)?|group:[^#]+|emp:.+|mail:.+@.+|ext:[^:]+:.+|person_[0-9A-Z]{26})$/
const approverHint =
  'Write person.manager, team:<id>, team:<id>#lead, team:<id>#<role>, group:<id>, or a person such as emp:10042.'

function approvers(document: LoadedOf<'AccessPolicy'>): Finding[] {
  return (document.document.approvers ?? []).flatMap((approver, index) => {
    if (approverForm.test(approver)) return []
    const at = { document, path: ['approvers', index] }
    return [findingAt('invalid_approver', at, { approver, hint: approverHint })]
  })
}

function durations(document: LoadedOf<'AccessPolicy'>): Finding[] {
  const { max, default: usual } = document.document.duration ?? {}
  if (max === undefined || usual === undefined || hoursOf(usual) <= hoursOf(max)) return []
  return [findingAt('default_above_maximum', { document, path: ['duration', 'default'] }, { default: usual, max })]
}

/** About how long a duration is: a month has 30 days, a year 365. */
function hoursOf(duration: string): number {
  const [, years, months, weeks, days, hours] =
    /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(\d+)H)?$/.exec(duration) ?? []
  const whole = (text: string | undefined) => Number(text ?? 0)
  return (whole(years) * 365 + whole(months) * 30 + whole(weeks) * 7 + whole(days)) * 24 + whole(hours)
}

function selfConflict(document: LoadedOf<'AccessPolicy'>): Finding[] {
  const { id, conflicts = [] } = document.document
  const index = conflicts.indexOf(id)
  return index < 0 ? [] : [findingAt('conflict_with_self', { document, path: ['conflicts', index] }, { id })]
}
