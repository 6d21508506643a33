import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Makes the beginnings of a connector that type checks and passes the suite: `npm run new:connector -- <name> [Title of the source]`. */

const template = fileURLToPath(new URL('connector-template', import.meta.url))

/** What is made, and where. */
type Wanted = { readonly name: string; readonly title: string; readonly root: string }

function makeConnector(wanted: Wanted): string[] {
  const { name, root } = wanted
  const folder = join('src/connectors', name)
  if (existsSync(join(root, folder))) throw new Error(`${folder} is there already: choose another name, or delete it.`)
  mkdirSync(join(root, folder), { recursive: true })
  const made = readdirSync(template).map((file) => {
    const path = join(folder, file.replace('example', name))
    writeFileSync(join(root, path), fillIn(readFileSync(join(template, file), 'utf8'), wanted))
    return path
  })
  change(join(root, 'src/model/connection.ts'), (text) => addType(text, typeOf(name)))
  change(join(root, 'src/connectors/connectors.ts'), (text) => register(text, name))
  change(join(root, 'src/connectors/connector-guides.ts'), (text) => addGuide(text, name))
  return made
}

/** The words of the template in the words of the new connector. */
function fillIn(text: string, { name, title }: Wanted): string {
  return text
    .replaceAll("'../../src/connectors/", "'../")
    .replaceAll("'../../src/", "'../../")
    .replace(/type: 'csv'/, `type: '${typeOf(name)}'`)
    .replace('the type `example`', `the type \`${typeOf(name)}\``)
    .replaceAll('./example.ts', `./${name}.ts`)
    .replaceAll(/\bexample(?=Connector)/g, camelCase(name))
    .replaceAll(/Example(?=Settings|StandIn|Page)/g, pascalCase(name))
    .replaceAll(/(?<=open)Example/g, pascalCase(name))
    .replaceAll(/\bExample\b/g, title)
}

function addType(text: string, type: string): string {
  return addToList(text, 'export const PullDirectoryType = z.enum([', `'${type}'`)
}

function register(text: string, name: string): string {
  const connector = `${camelCase(name)}Connector`
  const line = `import { ${connector} } from './${name}/${name}.ts'\n`
  const imported = text.replace(/^(?:import .*\n)+/m, (imports) => imports + line)
  return addToList(imported, 'export const connectors: readonly Connector[] = [', connector)
}

function addGuide(text: string, name: string): string {
  const opening = 'export const connectorFolders: Readonly<Record<PullDirectoryType, string>> = {'
  return addToList(text, opening, `\n  '${typeOf(name)}': '${name}',\n`)
}

/** Adds an item to the list or object that begins so. */
function addToList(text: string, opening: string, item: string): string {
  const start = text.indexOf(opening) + opening.length
  const end = text.indexOf(opening.endsWith('{') ? '}' : ']', start)
  if (start < opening.length || end === -1) throw new Error(`“${opening}” is not found: has it moved?`)
  const items = text.slice(start, end).replace(/,?\s*$/, '')
  return `${text.slice(0, start)}${items}${items === '' ? '' : ', '}${item}${text.slice(end)}`
}

function change(path: string, edit: (text: string) => string): void {
  writeFileSync(path, edit(readFileSync(path, 'utf8')))
}

function typeOf(name: string): string {
  return name.replaceAll('-', ' ')
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function pascalCase(name: string): string {
  const camel = camelCase(name)
  return camel.charAt(0).toUpperCase() + camel.slice(1)
}

function main([name = '', ...words]: string[]): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new Error('Give a name in lower case, such as: npm run new:connector -- bamboo-hr "BambooHR"')
  }
  const title = words.join(' ') || pascalCase(name)
  const made = makeConnector({ name, title, root: process.cwd() })
  const folder = `src/connectors/${name}`
  process.stdout.write(`${made.map((path) => `made ${path}`).join('\n')}

${title} is in the list of connectors and of directory types. What to do next:
  npm run fix                                  puts the changed files in order
  node --test ${folder}/${name}.test.ts        passes now; keep it so
  ${folder}/records.ts                         what the API gives, and what becomes of it
  ${folder}/stand-in.ts                        answer as the real API does: its paging, its limits, its faults
  ${folder}/guide.md                           becomes docs/connect/${name}.md
  docs/guides/writing-a-connector.md           tells what is expected of a connector
`)
}

try {
  main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 2
}
