import type { Plan, PlanChange, PlanGuard, PlanPeople } from '../../../model/overlay/plan.ts'
import { oneLine } from '../../../platform/one-line.ts'
import {
  ageText,
  approvalText,
  fieldLines,
  loosenedText,
  peopleText,
  reasonText,
  signOf,
  summaryText,
  usedText,
  valueText,
} from './plan-words.ts'

/** A plan for a terminal. `people`: everybody whom the plan names, not only two of each. */
export function textPlan(plan: Plan, { people = false }: { readonly people?: boolean } = {}): string {
  const parts = [
    [headText(plan)],
    plan.findings.map(
      ({ code, severity, file, line, column, text }) => `  ${severity} ${code}  ${file}:${line}:${column}  ${text}`,
    ),
    plan.tests.flatMap(({ passed, name, file, line, failures }) =>
      passed ? [] : [`  test failed  ${file}:${line}  ${name}`, ...failures.map((failure) => `      ${failure}`)],
    ),
    driftLines(plan),
    plan.changes.flatMap((change) => changeLines(change, people)),
    guardLines(plan.guards),
    plan.approvals.map(
      (one) => `  approval   ${one.given} of ${one.count} by ${one.by.join(', ') || 'nobody'} (${approvalText(one)})`,
    ),
    plan.obstacles.map((text) => `  ! ${text}`),
    [`  ${summaryText(plan)}`],
  ]
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map(oneLine).join('\n'))
    .join('\n\n')
}

function headText({ config_hash, revision, sources, created_at }: Plan): string {
  const ages = sources.map(
    ({ directory, as_of, stale }) => `${directory} ${ageText(as_of, created_at)}${stale ? ' TOO OLD' : ''}`,
  )
  const data = ages.length > 0 ? `   data: ${ages.join(', ')}` : ''
  return `Files ${config_hash.slice(0, 8)} on revision ${revision}${data}`
}

function driftLines({ drift }: Plan): string[] {
  if (drift.length === 0) return []
  const lines = drift.map(({ address, key, kind, declared, actual }) =>
    kind === 'hand_member'
      ? `    ${address}  ${valueText(actual)}`
      : `    ${address}  ${key}: ${valueText(actual)}, the file says ${valueText(declared)}`,
  )
  return ['  Changed outside of the files:', ...lines]
}

function changeLines(change: PlanChange, all: boolean): string[] {
  const { address, previous_address, place, people, blocked } = change
  const name = previous_address ? `${previous_address} → ${address}` : address
  const where = place ? `${place.file}:${place.line}` : ''
  const lines = [`  ${signOf(change)} ${name}   ${reasonText(change)}   ${where}`.trimEnd()]
  if (!change.actions.includes('create') && !change.actions.includes('restore'))
    lines.push(...fieldLines(change.fields).map((line) => `      ${line}`))
  const loosened = loosenedText(change)
  if (loosened) lines.push(`      ${loosened}`)
  const counts = peopleText(people)
  if (counts) lines.push(`      people  ${counts}`)
  if (people) lines.push(...sampleLines(people, all))
  if (blocked) lines.push(`      BLOCKED  ${blocked.text}`)
  return lines
}

function sampleLines({ samples, enter, leave, unknown }: PlanPeople, all: boolean): string[] {
  const shown = all ? Number.POSITIVE_INFINITY : 2
  const lines = (sign: string, list: PlanPeople['samples']['enter'], count: number) => {
    const some = list.slice(0, shown)
    const rest = count - some.length
    return [
      ...some.map(({ name, why }) => `        ${sign} ${name}${why ? `   ${why}` : ''}`),
      ...(rest > 0 && some.length > 0 ? [`        ${sign} … ${rest} more`] : []),
    ]
  }
  return [
    ...lines('+', samples.enter, enter),
    ...lines('-', samples.leave, leave),
    ...lines('?', samples.unknown, unknown),
  ]
}

function guardLines(guards: readonly PlanGuard[]): string[] {
  return guards.map((guard) => {
    const { name, address, count, of, limit, rule, ok, allowed } = guard
    const state = ok ? 'ok' : allowed ? 'allowed by name' : `STOP  --allow ${address}`
    const used = usedText(guard)
    return `  guard   ${name}  ${address}  ${count} of ${of}  limit ${limit} (${rule})  ${used}${used && '  '}${state}`
  })
}
