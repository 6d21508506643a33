import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { text as readAll } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { toBuilder } from '../expressions/builder/to-builder.ts'
import { converters, knownOf } from '../expressions/convert/converters.ts'
import { personAttributeTypes } from '../expressions/person-attribute-types.ts'
import { compilePersonRule, type PersonRule } from '../expressions/person-rule.ts'
import { readDocuments } from './read-documents.ts'
import { readPersonFile } from './read-person-file.ts'
import { type RuleDecision, ruleDecisionJson, ruleDecisionText, ruleText } from './rule-text.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

const options = {
  folder: { type: 'string' },
  person: { type: 'string' },
  now: { type: 'string' },
  from: { type: 'string' },
  directory: { type: 'string' },
  'exact-case': { type: 'boolean' },
  json: { type: 'boolean' },
} as const

type Values = ReturnType<typeof parse>['values']

/** Checks or converts a rule, prints what came out, and gives the exit code. */
export async function runRules(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parse(args)
  const [action, given, ...more] = positionals
  if ((action !== 'check' && action !== 'convert') || more.length > 0) {
    throw new UsageError('Usage: muster rules check|convert [rule|file]')
  }
  const text = await ruleGiven(given, terminal)
  const known = await readKnown(values.folder, terminal)
  if (action === 'check') await check(text, { values, known, terminal })
  else convert(text, { values, known, terminal })
  return 0
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options, allowPositionals: true })
}

/** What documents say that rules name: attributes by name, ids of groups by id and by name. */
type Known = ReturnType<typeof knownOf>
type Work = { readonly values: Values; readonly known: Known; readonly terminal: Terminal }

async function check(text: string, { values, known, terminal }: Work): Promise<void> {
  const rule = compilePersonRule(text, { attributes: personAttributeTypes(known.attributes) })
  const decision =
    values.person === undefined ? null : await tryOut(rule, { ...values, person: values.person }, terminal)
  terminal.print(values.json ? checkedJson(rule, decision) : checkedText(rule, decision))
}

function checkedText(rule: PersonRule, decision: RuleDecision | null): string {
  return [ruleText(rule), ...(decision ? [ruleDecisionText(decision)] : [])].join('\n\n')
}

function checkedJson({ text, ...rule }: PersonRule, decision: RuleDecision | null): string {
  const { reads, groups, teams, orgUnits, people, readsTime } = rule
  const names = { reads, groups, teams, org_units: orgUnits, people, reads_time: readsTime }
  const shown = { object: 'rule', rule: text, ...names, builder: toBuilder(text) }
  return JSON.stringify({ ...shown, ...(decision && { decision: ruleDecisionJson(decision) }) }, null, 2)
}

async function tryOut(
  rule: PersonRule,
  { person, now }: { person: string; now?: string | undefined },
  terminal: Terminal,
) {
  const values = await readPersonFile(resolve(terminal.folder, person))
  const time = now === undefined ? new Date() : new Date(now)
  if (Number.isNaN(time.getTime())) throw new UsageError(`--now must be a time such as 2027-03-31, not "${now}".`)
  return { ...rule.evaluate(values, time), explained: rule.explain(values, time) }
}

function convert(text: string, { values, known, terminal }: Work): void {
  const from = values.from ?? ''
  if (!isConvertible(from)) throw new UsageError(`--from must be ${Object.keys(converters).join(' or ')}.`)
  const { rule, warnings } = converters[from](text, {
    ...known,
    ...(values.directory !== undefined && { directory: values.directory }),
    ...(values['exact-case'] && { exactCase: true }),
  })
  terminal.print(values.json ? JSON.stringify({ object: 'converted_rule', rule, warnings }, null, 2) : rule)
  if (values.json) return
  for (const warning of warnings) terminal.tell?.(`- ${warning}`)
}

function isConvertible(from: string): from is keyof typeof converters {
  return Object.hasOwn(converters, from)
}

async function ruleGiven(given: string | undefined, terminal: Terminal): Promise<string> {
  if (given === undefined) return (await readAll(process.stdin)).trim()
  const file = resolve(terminal.folder, given)
  const isFile = await stat(file).then(
    (found) => found.isFile(),
    () => false,
  )
  return isFile ? (await readFile(file, 'utf8')).trim() : given
}

async function readKnown(folder: string | undefined, terminal: Terminal): Promise<Known> {
  if (folder === undefined) return knownOf([])
  const { documents } = await readDocuments(folder, terminal.folder)
  return knownOf(documents.map(({ document }) => document))
}
