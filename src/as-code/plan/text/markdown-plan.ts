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
} from './plan-words.ts'

const mark = '<!-- muster plan -->'
const mostChanges = 100
const mostPeople = 5

/** A plan as the comment of a pull request. It begins with a mark, by which a tool finds its own comment to write it anew. */
export function markdownPlan(plan: Plan): string {
  const { findings, tests, changes, guards, obstacles, approvals } = plan
  const failed = tests.filter(({ passed }) => !passed)
  const parts = [
    mark,
    `### ${plain(summaryText(plan))}`,
    sourcesText(plan),
    ...list(
      'Findings',
      findings.map(
        (one) => `**${one.severity}** ${code(one.code)} ${code(`${one.file}:${one.line}`)} ${plain(one.text)}`,
      ),
    ),
    ...list(
      'Tests that fail',
      failed.map(({ name, failures }) => `${plain(name)}: ${plain(failures.join('; '))}`),
    ),
    ...changesTable(changes),
    ...changes.slice(0, mostChanges).flatMap(details),
    ...list('Guards', guards.map(guardText)),
    ...list(
      'Approvals',
      approvals.map((one) => `${one.count} by ${plain(one.by.join(', ') || 'nobody')} (${plain(approvalText(one))})`),
    ),
    ...list('In the way', obstacles.map(plain)),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function guardText(guard: PlanGuard): string {
  const { name, address, count, of, rule, ok, allowed } = guard
  const verdict = ok ? 'passed' : allowed ? 'allowed' : '**stops**'
  const used = usedText(guard)
  return `${verdict}: ${name} of ${code(address)}, ${count} of ${of} (limit ${plain(rule)})${used && `; ${used}`}`
}

function sourcesText({ sources, created_at }: Plan): string {
  const ages = sources.map(
    ({ directory, as_of, stale }) => `${plain(directory)} ${ageText(as_of, created_at)}${stale ? ' (too old)' : ''}`,
  )
  return ages.length === 0 ? '' : `Age of the data: ${ages.join(', ')}`
}

function changesTable(changes: readonly PlanChange[]): string[] {
  if (changes.length === 0) return []
  const rows = changes.slice(0, mostChanges).map((change) => {
    const { address, previous_address, people, blocked } = change
    const name = previous_address ? `${code(previous_address)} → ${code(address)}` : code(address)
    const why = blocked
      ? `**blocked**: ${plain(blocked.text)}`
      : [reasonText(change), loosenedText(change)].filter((one) => one !== '').join('; ')
    return `| \`${signOf(change)}\` | ${name} | ${peopleText(people)} | ${why} |`
  })
  const rest = changes.length - rows.length
  const table = ['| | object | people | |', '| --- | --- | --- | --- |', ...rows].join('\n')
  return rest > 0 ? [table, `… and ${rest} more`] : [table]
}

function details(change: PlanChange): string[] {
  const { address, fields, people, actions } = change
  const isNew = actions.includes('create') || actions.includes('restore')
  const changed = isNew ? [] : fieldLines(fields)
  const named = people ? (['enter', 'leave', 'unknown'] as const).flatMap((side) => someOf(people, side)) : []
  const lines = [...changed, ...named].map((line) => oneLine(line).replaceAll('```', "'''"))
  if (lines.length === 0) return []
  return [`<details><summary>${address}</summary>\n\n\`\`\`diff\n${lines.join('\n')}\n\`\`\`\n</details>`]
}

const signs = { enter: '+', leave: '-', unknown: '?' } as const

/** Some of those who enter, leave or are undecided: a comment is read by people. */
function someOf({ samples, ...counts }: PlanPeople, side: keyof typeof signs): string[] {
  const some = samples[side].slice(0, mostPeople)
  const rest = counts[side] - some.length
  return [
    ...some.map(({ name, why }) => `${signs[side]} ${name}   ${why}`),
    ...(rest > 0 && some.length > 0 ? [`${signs[side]} … ${rest} more`] : []),
  ]
}

function list(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`**${title}**`, lines.map((line) => `- ${line}`).join('\n')]
}

/** A text as code: nothing in it ends it, in a table neither. */
function code(text: string): string {
  return `\`${oneLine(text).replaceAll('`', "'").replaceAll('|', '\u00a6')}\``
}

/** Names come from people and files: none of them is markup here. */
function plain(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_{}[\]<>|#@~&!]/g, (sign) => `\\${sign}`)
    .replace(/\s+/g, ' ')
}
