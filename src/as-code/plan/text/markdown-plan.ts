import type { Plan, PlanChange } from '../../../model/overlay/plan.ts'
import { oneLine } from '../../../platform/one-line.ts'
import { ageText, fieldLines, loosenedText, peopleText, reasonText, signOf, summaryText } from './plan-words.ts'

const mark = '<!-- muster plan -->'
const mostChanges = 100

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
    ...list(
      'Guards',
      guards.map(
        ({ name, address, count, of, rule, ok, allowed }) =>
          `${ok ? 'passed' : allowed ? 'allowed' : '**stops**'}: ${name} of ${code(address)}, ${count} of ${of} (limit ${plain(rule)})`,
      ),
    ),
    ...list(
      'Approvals',
      approvals.map(({ when, by, count }) => `${count} by ${plain(by.join(', '))} (${when})`),
    ),
    ...list('In the way', obstacles.map(plain)),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
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
  const { enter = [], leave = [], unknown = [] } = people?.samples ?? {}
  const named = [
    ...enter.map(({ name, why }) => `+ ${name}   ${why}`),
    ...leave.map(({ name, why }) => `- ${name}   ${why}`),
    ...unknown.map(({ name, why }) => `? ${name}   ${why}`),
  ]
  const lines = [...changed, ...named].map((line) => oneLine(line).replaceAll('```', "'''"))
  if (lines.length === 0) return []
  return [`<details><summary>${address}</summary>\n\n\`\`\`diff\n${lines.join('\n')}\n\`\`\`\n</details>`]
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
