import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const copy = mkdtempSync(join(tmpdir(), 'muster-connector-'))
after(() => rmSync(copy, { recursive: true }))

function run(program: string, ...args: string[]) {
  // Node's own test runner tells its children that they are parts of it.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: copy, encoding: 'utf8', env })
  return { status, output: stdout + stderr }
}

const makeConnector = (...args: string[]) => run(process.execPath, join(root, 'scripts/new-connector.ts'), ...args)

/** What a connector is made of and made with, without the connectors that are there. */
function copySources(): void {
  for (const folder of ['src/model', 'src/platform', 'src/connectors/http', 'src/testing'])
    cpSync(join(root, folder), join(copy, folder), { recursive: true })
  const files = [
    'connector',
    'connector-guides',
    'rate-budget',
    'memory-budget',
    'budget-bucket',
    'budget-pace',
    'source-error',
    'wait',
  ]
  for (const file of files) cpSync(join(root, `src/connectors/${file}.ts`), join(copy, `src/connectors/${file}.ts`))
  const list = readFileSync(join(root, 'src/connectors/connectors.ts'), 'utf8')
  const empty = list
    .replace(/^import \{ \w+Connector \} .*\n/gm, '')
    .replace(/(readonly Connector\[\] = \[)[^\]]*/, '$1')
  writeFileSync(join(copy, 'src/connectors/connectors.ts'), empty)
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  for (const file of ['package.json', 'tsconfig.json']) cpSync(join(root, file), join(copy, file))
  const only = {
    extends: './tsconfig.json',
    include: ['src/connectors/bamboo-hr', 'src/connectors/connectors.ts', 'src/connectors/connector-guides.ts'],
  }
  writeFileSync(join(copy, 'only.json'), JSON.stringify(only))
}

test('a new connector type checks, passes the suite of all connectors, and is in their list', () => {
  copySources()
  const made = makeConnector('bamboo-hr', 'BambooHR')
  assert.equal(made.status, 0, made.output)
  assert.match(made.output, /made src\/connectors\/bamboo-hr\/bamboo-hr\.test\.ts[\s\S]*What to do next/)
  const checked = run(process.execPath, 'node_modules/typescript/bin/tsc', '-p', 'only.json')
  assert.equal(checked.status, 0, checked.output)
  const tested = run(process.execPath, '--test', 'src/connectors/bamboo-hr/bamboo-hr.test.ts')
  assert.equal(tested.status, 0, tested.output)
  assert.match(tested.output, /BambooHR: a full listing tells everything/)
  const list = readFileSync(join(copy, 'src/connectors/connectors.ts'), 'utf8')
  assert.match(list, /import \{ bambooHrConnector \} from '\.\/bamboo-hr\/bamboo-hr\.ts'/)
  assert.match(list, /\[bambooHrConnector\]/)
  const guides = readFileSync(join(copy, 'src/connectors/connector-guides.ts'), 'utf8')
  assert.match(guides, /'bamboo hr': 'bamboo-hr',/)
  const text = readFileSync(join(copy, 'src/connectors/bamboo-hr/bamboo-hr.ts'), 'utf8')
  assert.match(text, /type: 'bamboo hr'/)
  assert.doesNotMatch(text, /\bExample\b|exampleConnector/)
})

test('a connector that is there already is left alone, and a name that is none is refused', () => {
  mkdirSync(join(copy, 'src/connectors/there'), { recursive: true })
  const refused: [string, RegExp][] = [
    ['there', /is there already/],
    ['Bad Name', /Give a name in lower case/],
    ['../x', /Give a name in lower case/],
    ['', /Give a name in lower case/],
  ]
  for (const [name, text] of refused) {
    const { status, output } = makeConnector(name)
    assert.equal(status, 2)
    assert.match(output, text)
  }
})
