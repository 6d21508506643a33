import { processTerminal } from './terminal.ts'
import type { Verb } from './verb.ts'

/** `muster rules`: rules over people, offline. */
export const rules: Verb = {
  name: 'rules',
  summary: 'check a rule over people, try it on somebody, or convert one of Entra or Okta, offline',
  usage: `muster rules check [rule|file] [--folder <folder>] [--person <file>] [--now <time>] [--json]
       muster rules convert --from entra|okta [rule|file] [--folder <folder>] [--directory <id>] [--exact-case] [--json]

  rule         the rule, in quotes, or a file that holds it; without it, it is read from standard input
  --folder     documents of the organization: its own attributes and groups are known then
  --person     a JSON file with the attributes of somebody, or what "muster people show --json" printed: says what every part
               of the rule gives
  --now        the time of the trial, as 2027-03-31 or 2027-03-31T09:00:00Z (now)
  --from       where the rule comes from: entra, a dynamic membership rule; okta, the condition of a group rule
  --directory  the id of the Directory document of that source, for references to its people
  --exact-case compare texts exactly, where Entra ignores the case
  --json       print JSON

What a conversion cannot take over is refused, and what has to be looked at is told. Exit code: 0 when the rule can be used, 1 when
not. Rules are described in docs/reference/expressions.md.`,
  run: async (args) => (await import('./rules.ts')).runRules(args, processTerminal()),
}
