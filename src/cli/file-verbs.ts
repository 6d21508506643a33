import { processTerminal } from './terminal.ts'
import type { Verb } from './verb.ts'

/** `muster check`: everything that is wrong with the documents of a folder, offline. */
const check: Verb = {
  name: 'check',
  summary: 'look through the files of an organization, offline, and tell everything that is wrong with them',
  usage: `muster check [folder] [--strict] [--format text|json|github] [--people <file>] [--today <day>]
             [--author <name>]... [--changed <file>]...

  folder      what holds the documents, YAML or JSON (.)
  --strict    warnings count as errors
  --format    text; json; or github, annotations of a pull request (--json is short for --format json)
  --people    a file of what "muster people list --json" printed: who is named is looked up, and rules are held against
              the people that there are: attributes that few have, policies that conflict
  --today     the day by which dates are past, YYYY-MM-DD (today)
  --author    whoever made the change, by address or role; may be repeated. With --changed it is looked up in "owners" of the settings
  --changed   a file of the folder that the change touches; may be repeated

Nothing is sent anywhere. Exit code: 0 when all is well, 1 with errors, 2 when the command line makes no sense.
Each finding has a code that stays: docs/reference/findings.md.`,
  run: async (args) => (await import('./check.ts')).runCheck(args, processTerminal()),
}

/** `muster test`: the cases of a folder of documents, offline. */
const testVerb: Verb = {
  name: 'test',
  summary: 'run the cases that the files of an organization have for their rules, offline',
  usage: `muster test [folder] [--name <text>] [--all] [--json]

  folder    what holds the documents (.)
  --name    only cases with this text in their name
  --all     list what passed, too
  --json    print JSON

A case is: given this person, expect these memberships (kind: Test, docs/reference/as-code.md). What fails is told with the value of
every part of the rule. Exit code: 0 when all passed, 1 when a case failed or the files have errors ("muster check").`,
  run: async (args) => (await import('./run-cases.ts')).runCases(args, processTerminal()),
}

/** `muster compile`: documents that were written in TypeScript, as YAML files. */
const compile: Verb = {
  name: 'compile',
  summary: 'write the YAML files of documents that are declared in TypeScript',
  usage: `muster compile <file|folder> [--out <folder>] [--check]

  file      a module that exports documents, made with defineTeam and others of "muster/config"; or a folder of such modules
  --out     the folder that the files go to: teams/platform.yaml and so on (the folder of the module)
  --check   write nothing; exit with 1 when a file is not what compiling gives

Modules run here, with your rights, and nowhere else: commit what is written. Files of an earlier run whose documents are gone are
deleted; files that were written by hand are never touched. See docs/guides/typescript.md.`,
  run: async (args) => (await import('./compile.ts')).runCompile(args, processTerminal()),
}

/** `muster schema`: JSON Schemas of the documents, for editors. */
const schema: Verb = {
  name: 'schema',
  summary: 'print or write the JSON Schemas of the files of an organization, for editors',
  usage: `muster schema [kind] [--out <folder>]

  kind     Team, Group and so on; without it one schema for all kinds
  --out    write muster.schema.json for all kinds, and one file for each, into this folder

Editors with the YAML language server complete and check a file that begins with
  # yaml-language-server: $schema=../.schemas/muster.schema.json
or, for all files at once (VS Code: .vscode/settings.json)
  { "yaml.schemas": { ".schemas/muster.schema.json": ["**/*.yaml"] } }`,
  run: async (args) => (await import('./schema.ts')).runSchema(args, processTerminal()),
}

/** The verbs that work on the files of an organization, without a server. What they need is loaded when they are called. */
export const fileVerbs: readonly Verb[] = [check, testVerb, compile, schema]
