import { type ParseArgsConfig, parseArgs } from 'node:util'
import { type ApiClient, openApiClient, openWhenCalled } from './api-client.ts'
import { processTerminal, type Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'
import type { Verb } from './verb.ts'

type Options = NonNullable<ParseArgsConfig['options']>

/** What an action prints: `json` with `--json`, else `text`; and how the process ends, 0 if not said. */
export type Printed = { readonly json: unknown; readonly text: string; readonly exitCode?: number }

/** One action of a verb, as in `muster keys revoke <id>`. */
export type Action = {
  /** The names of its arguments, all required: `['id']`. */
  readonly takes: readonly string[]
  /** What comes after them, once or more: `file`. */
  readonly takesMore?: string
  /** What may come after them, once: `folder`. */
  readonly takesOptional?: string
  /** Set where it may need no server: then it is spoken to only when it is called. */
  readonly isOffline?: true
  /** Its options for people: `--name <name> [--scope <scope>]…`. */
  readonly usage: string
  readonly options: Options
  run(given: Given, api: ApiClient, terminal: Terminal): Promise<Printed>
}

/** What the command line gave to an action. */
export type Given = {
  /** The argument with this name. */
  argument(name: string): string
  /** The arguments after those with a name. */
  readonly rest: readonly string[]
  /** The option's value, or undefined. */
  option(name: string): string | undefined
  /** Every value of an option that may be repeated. */
  options(name: string): readonly string[]
  /** Whether an option without a value was given. */
  isSet(name: string): boolean
}

/** A verb that talks to the running server. */
export type ApiVerb = {
  readonly name: string
  readonly summary: string
  /** By name; one whose name is empty is the verb itself: `muster problems <directory>`. */
  readonly actions: Readonly<Record<string, Action>>
  /** What else `muster <verb> --help` says. */
  readonly notes?: string
}

/** The verb as the command line knows verbs. */
export function toVerb(verb: ApiVerb): Verb {
  const { name, summary } = verb
  return { name, summary, usage: usageOf(verb), run: (args) => runApiVerb(verb, args, processTerminal()) }
}

/** Runs one action of a verb, prints what it gave, and gives the exit code; throws `UsageError` and `AppError`. */
export async function runApiVerb(verb: ApiVerb, args: readonly string[], terminal: Terminal): Promise<number> {
  const { action, given, isJson, dataDir } = readArguments(verb, args)
  const api = action.isOffline ? openWhenCalled(terminal, dataDir) : await openApiClient(terminal, dataDir)
  const { json, text, exitCode = 0 } = await action.run(given, api, terminal)
  terminal.print(isJson ? JSON.stringify(json, null, 2) : text)
  return exitCode
}

/** A whole number that an option gave; undefined when it was not given. */
export function wholeNumber(given: Given, option: string): number | undefined {
  const text = given.option(option)
  if (text === undefined) return undefined
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new UsageError(`--${option} must be a whole number, not "${text}".`)
}

/** An option that must be given. */
export function required(given: Given, option: string): string {
  const text = given.option(option)
  if (text === undefined || text === '') throw new UsageError(`--${option} is required.`)
  return text
}

function readArguments(verb: ApiVerb, args: readonly string[]) {
  const [name = '', ...rest] = Object.hasOwn(verb.actions, '') ? ['', ...args] : args
  const action = Object.hasOwn(verb.actions, name) ? verb.actions[name] : undefined
  if (!action) throw new UsageError(`${name ? `There is no "muster ${verb.name} ${name}".\n` : ''}${usageOf(verb)}`)
  const usage = `Usage: ${usageLine(verb, name)}`
  const { values, positionals } = parse(action, rest, usage)
  const textsOf = (option: string) => [values[option] ?? []].flat().filter((value) => typeof value === 'string')
  if (!isTaken(action, positionals)) throw new UsageError(usage)
  const given: Given = {
    argument: (argument) => positionals[action.takes.indexOf(argument)] ?? '',
    rest: positionals.slice(action.takes.length),
    option: (option) => textsOf(option)[0],
    options: textsOf,
    isSet: (option) => values[option] === true,
  }
  return { action, given, isJson: values.json === true, dataDir: textsOf('data-dir')[0] ?? '.muster' }
}

function isTaken({ takes, takesMore, takesOptional }: Action, positionals: readonly string[]): boolean {
  const isOneMore = takesOptional !== undefined && positionals.length === takes.length + 1
  if (isOneMore) return true
  return takesMore === undefined ? positionals.length === takes.length : positionals.length > takes.length
}

function parse(action: Action, args: readonly string[], usage: string) {
  try {
    const options: Options = { ...action.options, json: { type: 'boolean' }, 'data-dir': { type: 'string' } }
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${usage}`, { cause: error })
  }
}

function usageOf(verb: ApiVerb): string {
  const lines = Object.keys(verb.actions).map((name) => `  ${usageLine(verb, name)}`)
  return [
    ...lines,
    ...(verb.notes ? ['', verb.notes] : []),
    '',
    '  --json                print JSON instead of a table',
    '  --data-dir <folder>   where a server on this machine keeps its API key (.muster)',
    '',
    '  MUSTER_URL       where the server is (http://127.0.0.1:4000)',
    '  MUSTER_API_KEY   the API key (on this machine: that of the data directory)',
  ].join('\n')
}

function usageLine(verb: ApiVerb, name: string): string {
  const action = verb.actions[name]
  const takes = action?.takes.map((argument) => `<${argument}>`) ?? []
  const more = action?.takesMore && `<${action.takesMore}>…`
  return ['muster', verb.name, name, ...takes, more, action?.usage, '[--json] [--data-dir <folder>]']
    .filter(Boolean)
    .join(' ')
}
