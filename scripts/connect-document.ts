import { z } from 'zod'
import type { Connector } from '../src/connectors/connector.ts'
import { connectorGuide, connectorFolders as folders } from '../src/connectors/connector-guides.ts'
import { describeSettings } from '../src/connectors/split-settings.ts'
import type { GuideNeeds } from '../src/model/guide.ts'
import { code, table } from './document-part.ts'

const Settings = z.object({
  properties: z
    .record(
      z.string(),
      z.looseObject({
        title: z.string(),
        help: z.string(),
        secret: z.boolean().default(false),
        default: z.json().optional(),
      }),
    )
    .default({}),
  required: z.string().array().default([]),
})

/** The pages of docs/connect by their names, made of the guides and of what the connectors say of themselves. */
export function connectDocuments(connectors: readonly Connector[]): ReadonlyMap<string, string> {
  const pages = connectors.map((connector) => [`${folders[connector.type]}.md`, pageOf(connector)] as const)
  return new Map([['README.md', overviewOf(connectors)], ...pages])
}

function pageOf(connector: Connector): string {
  const folder = folders[connector.type]
  const { needs, text } = connectorGuide(connector.type)
  const parts = [
    `<!-- Made by "npm run docs" from src/connectors/${folder}/guide.md and the connector's settings. Change those. -->`,
    `# Connect ${connector.title}`,
    `The type of such directories is ${code(connector.type)}. What a run is, and what it never does, is in [pull sync](../reference/sync.md).`,
    needsOf(needs),
    text,
    '## Settings',
    settingsTable(connector),
    ['```sh', ...commandsOf(connector), '```'].join('\n'),
    '## What it can do',
    table(['', connector.title], abilityRows(connector)),
  ]
  return `${parts.join('\n\n')}\n`
}

function needsOf({ minutes, role, plan, vendor_page: page }: GuideNeeds): string {
  const rest = [
    plan ? ` Plan: ${plan}.` : '',
    page ? ` When its screens look different: [the vendor's own page](${page}).` : '',
  ]
  return `About ${minutes} minutes. Needed: ${role}.${rest.join('')}`
}

function settingsTable(connector: Connector): string {
  const { properties, required } = Settings.parse(describeSettings(connector.settings))
  const rows = Object.entries(properties).map(([name, { title, help, secret, default: usual }]) => {
    const notes = [
      ...(required.includes(name) && usual === undefined ? ['required'] : []),
      ...(secret ? ['secret'] : []),
      ...(usual === undefined ? [] : [`default ${code(JSON.stringify(usual))}`]),
    ]
    return [code(name), escapePipes(`${title}. ${help}`), notes.join(', ')]
  })
  return table(['setting', 'what it is', ''], rows)
}

/** How such a directory is made and checked from the command line. */
function commandsOf(connector: Connector): string[] {
  const { properties, required } = Settings.parse(describeSettings(connector.settings))
  const options = required
    .filter((name) => properties[name]?.default === undefined)
    .map((name) => (properties[name]?.secret ? `--setting-file ${name}=${name}.txt` : `--setting ${name}=…`))
  const create = [
    `muster directories create --organization <id> --type "${connector.type}" --name "${connector.title}"`,
    ...options,
  ]
  return [create.join(' \\\n  '), 'muster connect check <directory>', 'muster sync <directory> --watch']
}

function overviewOf(connectors: readonly Connector[]): string {
  const rows = connectors.map((connector) => {
    const page = `[${connector.title}](${folders[connector.type]}.md)`
    return [page, code(connector.type), ...abilityRows(connector).map(([, value]) => value)]
  })
  const [first] = connectors
  const names = first ? abilityRows(first).map(([name]) => name) : []
  return `<!-- Made by "npm run docs" from what the connectors say of themselves. -->

# Connect a source

Sources that Muster reads by itself: it needs a credential that can read, and nobody has to set up SCIM. How identity providers push
SCIM instead is in [the SCIM reference](../reference/scim.md).

${table(['source', 'type', ...names], rows)}

What a run is, when it asks a person, and what every error means is in [pull sync](../reference/sync.md).
`
}

function abilityRows({ abilities, defaultIntervalMinutes, wakeUps }: Connector): [name: string, value: string][] {
  const yes = (value: boolean) => (value ? 'yes' : 'no')
  return [
    ['reads only what has changed', yes(abilities.incremental)],
    ['tells of deletions', abilities.reportsDeletions ? 'yes' : 'by full runs'],
    ['nested groups', yes(abilities.nestedGroups)],
    ['organizational units', yes(abilities.orgUnits)],
    ['managers', yes(abilities.managers)],
    ['tells at once of changes', yes(wakeUps !== null)],
    ['is read every', `${defaultIntervalMinutes} min`],
  ]
}

function escapePipes(text: string): string {
  return text.replaceAll('|', '\\|')
}
