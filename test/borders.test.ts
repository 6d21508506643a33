import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

const forbidden: [string, string][] = [
  ['src/model/user.ts', '../errors.ts'],
  ['src/model/user.ts', '../platform/clock.ts'],
  ['src/model/user.ts', 'pg'],
  ['src/platform/clock.ts', '../model/user.ts'],
  ['src/config.ts', './store/database.ts'],
  ['src/store/users.ts', '../directory/commands.ts'],
  ['src/store/embedded/start.ts', '../../config.ts'],
  ['src/events/append.ts', '../directory/commands.ts'],
  ['src/directory/apply.ts', '../scim/routes.ts'],
  ['src/directory/apply.ts', 'pg'],
  ['src/scim/routes.ts', '../store/database.ts'],
  ['src/scim/filter/parse.ts', '../../store/database.ts'],
  ['src/scim/routes.ts', '../events/append.ts'],
  ['src/api/server.ts', '../cli/verbs.ts'],
  ['src/api/routes/users.ts', '../../demo/demo.ts'],
  ['src/cli/keys.ts', '../api/server.ts'],
  ['src/delivery/deliver.ts', '../directory/commands.ts'],
  ['src/delivery/webhooks/send.ts', '../../scim/routes.ts'],
  ['src/connectors/okta/okta.ts', '../../store/database.ts'],
  ['src/connectors/okta/okta.ts', '../../sync/run.ts'],
  ['src/expressions/compile.ts', '../store/database.ts'],
  ['src/sandbox/okta/server.ts', '../../connectors/okta/okta.ts'],
  ['src/sync/run.ts', '../api/server.ts'],
  ['src/sync/pages/page.ts', '../../delivery/deliver.ts'],
  ['src/directory/apply.ts', '../sync/run.ts'],
  ['src/client/client.ts', '../model/event.ts'],
  ['src/define/define-team.ts', '../model/event.ts'],
  ['src/people/match.ts', '../memberships/evaluate.ts'],
  ['src/memberships/evaluate.ts', '../as-code/plan.ts'],
  ['src/memberships/rules/rule.ts', '../../api/server.ts'],
  ['src/as-code/plan/plan.ts', '../../api/server.ts'],
  ['src/demo/demo.ts', '../directory/commands.ts'],
  ['src/scim/routes.ts', '../testing/database.ts'],
  ['src/main.ts', './testing/database.ts'],
  ['web/shared/time.tsx', '../dashboard/session.ts'],
  ['web/shared/time.tsx', '../../src/model/event.ts'],
  ['web/portal/setup/choose.tsx', '../../dashboard/session.ts'],
  ['web/portal/setup/choose.tsx', 'zod'],
  ['web/dashboard/shell.tsx', '../portal/routes.tsx'],
  ['web/dashboard/users/user-list.tsx', '../groups/group-list.tsx'],
  ['web/dashboard/users/user-list.tsx', '../../../src/model/event.ts'],
]

const allowed: [string, string][] = [
  ['src/model/user.ts', 'zod'],
  ['src/store/users.ts', 'pg'],
  ['src/store/embedded/start.ts', '../../errors.ts'],
  ['src/scim/filter/parse.ts', '../../directory/reader.ts'],
  ['src/scim/filter/parse.ts', '../scim-error.ts'],
  ['src/cli/serve.ts', '../api/server.ts'],
  ['src/sync/pages/page.ts', '../../connectors/connector.ts'],
  ['src/demo/demo.ts', '../sandbox/okta/server.ts'],
  ['src/scim/routes.test.ts', '../testing/database.ts'],
  ['web/dashboard/routes.tsx', './users/users-routes.tsx'],
  ['web/dashboard/users/user-list.tsx', '../session.ts'],
  ['web/dashboard/users/user-list.tsx', '../../shared/time.tsx'],
  ['web/portal/setup/choose.tsx', '../../shared/time.tsx'],
  ['web/shared/time.tsx', 'zod/mini'],
]

const folders = readdirSync(join(root, 'src'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'testing')
  .map((entry) => entry.name)

// The planted imports live in a folder of their own that has our biome.json, so that a failure leaves nothing behind.
const planted = mkdtempSync(join(tmpdir(), 'muster-borders-'))
const refused = new Set<string>()

before(() => {
  cpSync(join(root, 'biome.json'), join(planted, 'biome.json'))
  for (const [path, source] of [...forbidden, ...allowed]) plant(path, source)
  for (const folder of folders) plant(`src/${folder}/any.ts`, '../nowhere/any.ts')
  const biome = join(root, 'node_modules/.bin/biome')
  const options = [
    '--only=style/noRestrictedImports',
    '--vcs-enabled=false',
    '--reporter=github',
    '--max-diagnostics=none',
  ]
  const { stdout } = spawnSync(biome, ['lint', ...options], { cwd: planted, encoding: 'utf8' })
  for (const [, file] of stdout.matchAll(/^::error .*file=([^,]+),.*CONTRIBUTING\.md/gm))
    refused.add(relative(planted, String(file)))
})

after(() => rmSync(planted, { recursive: true }))

function plant(path: string, source: string): void {
  const file = join(planted, plantedPath(path, source))
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `import { x } from '${source}'\n\nconsole.log(x)\n`)
}

/** Files of a fixed name are planted under it; the others under a name made from what they import. */
function plantedPath(path: string, source: string): string {
  if (['src/main.ts', 'src/config.ts', 'src/cli/serve.ts'].includes(path)) return path
  return path.replace(/[\w-]+(?=(\.test)?\.tsx?$)/, `planted-${source.replace(/\W+/g, '-')}`)
}

for (const [path, source] of forbidden) {
  test(`${path} may not import ${source}`, () => assert.ok(refused.has(plantedPath(path, source))))
}

for (const [path, source] of allowed) {
  test(`${path} may import ${source}`, () => assert.ok(!refused.has(plantedPath(path, source))))
}

for (const folder of folders) {
  test(`src/${folder} has a border`, () => {
    assert.ok(refused.has(plantedPath(`src/${folder}/any.ts`, '../nowhere/any.ts')))
  })
}
