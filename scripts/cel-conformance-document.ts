import { conformanceCases } from '../test/cel-conformance/conformance-case.ts'
import { deviations } from '../test/cel-conformance/deviations.ts'
import { passes } from '../test/cel-conformance/run-case.ts'
import { specificationFiles } from '../test/cel-conformance/specification-files.ts'

/** The page that says how our profile of CEL does in the conformance tests of CEL: docs/reference/cel-conformance.md. */
export async function celConformanceDocument(): Promise<string> {
  const files = await conformanceCases()
  const rows = [...files].map(([file, cases]) => {
    const passing = cases.filter(passes).length
    return { file, all: specificationFiles[file] ?? cases.length, within: cases.length, passing }
  })
  const sum = (of: 'all' | 'within' | 'passing') => rows.reduce((total, row) => total + row[of], 0)
  return `# Conformance to CEL

[Expressions](expressions.md) are a profile of CEL. [cel-spec](https://github.com/google/cel-spec) has tests that say what an expression gives
(\`tests/simple/testdata\`, as of v0.25.1). Of these, \`npm test\` runs the ones that lie within the profile: ${sum('within')}, of which
${sum('passing')} give what CEL gives and ${sum('within') - sum('passing')} do not, each for one of the reasons below. This page is written by \`npm run docs\`.

| file | cases | within the profile | pass |
| --- | ---: | ---: | ---: |
${rows.map(({ file, all, within, passing }) => `| ${file} | ${all} | ${within} | ${passing} |`).join('\n')}
| **all** | **${sum('all')}** | **${sum('within')}** | **${sum('passing')}** |

Outside the profile is what JSON does not have and attributes of people do not need: messages of protocol buffers and enums, \`bytes\`, \`uint\`,
\`timestamp\` and \`duration\` (there are [dates](expressions.md#dates)), types as values (\`type(x)\`, \`dyn\`), names with dots, optional values as
such (\`optional.of\`; there are \`.?\`, \`[?]\`, \`orValue\` and \`hasValue\`), \`cel.bind\`, \`strings.format\` and \`quote\`. The files of
cel-spec that are about nothing else are left out.

## Where the profile differs

${deviations.map(({ title, text, cases }) => `### ${title}\n\n${text}\n\n${listed(cases)}`).join('\n\n')}
`
}

function listed(cases: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(cases)
    .map(([file, names]) => `- ${file}: ${names.map((name) => `\`${name}\``).join(', ')}`)
    .join('\n')
}
