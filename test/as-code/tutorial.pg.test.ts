import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createTestDatabase } from '../../src/testing/database.ts'
import { startServerProcess, testApiKey } from '../../src/testing/server-process.ts'

const document = readFileSync(new URL('../../docs/guides/as-code-tutorial.md', import.meta.url), 'utf8')
const bin = fileURLToPath(new URL('../../bin', import.meta.url))

const tools = ['bash', 'curl', 'jq', 'git']
const missing = tools.filter((tool) => spawnSync(tool, ['--version']).error)
const skip = missing.length > 0 ? `This machine lacks ${missing.join(', ')}` : false

/** What a reader waits for by the clock is looked for: a machine that does much else takes longer. */
const untilMoved = `for look in $(seq 600); do
  curl -sS "$MUSTER_URL/people?organization_id=$ORGANIZATION&team=platform" -H "Authorization: Bearer $MUSTER_API_KEY" |
    grep Nakamura >/dev/null || break
  sleep 0.2
done`

/** What a reader does in the dashboard. */
const approval = `COOKIES=$(mktemp)
TOKEN=$(muster sign-in-link --json | jq -r '.url | split("/") | last')
send() { curl -fsS -c "$COOKIES" -b "$COOKIES" -H 'X-Muster-Request: 1' -H 'Content-Type: application/json' "$MUSTER_URL/dashboard/api/$1" -d "$2"; }
send session '{"link_token": "'"$TOKEN"'", "name": "Grace Hopper", "email": "grace@acme.example"}'
send "plans/$PLAN/approve" '{}' >/dev/null`

const commands = [...document.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text = '']) =>
  text.replace(/^sleep \d+$/m, untilMoved).replace(/^muster sign-in-link$/m, approval),
)

/** Types everything into one shell, as a reader would, and gives what was printed after each block. */
function typeAll(folder: string, url: string): string[] {
  const marked = commands.map((text) => `${text}\necho "=== done"\n`).join('')
  const environment = {
    PATH: `${bin}:${dirname(process.execPath)}:${process.env.PATH}`,
    HOME: folder,
    MUSTER_URL: url,
    MUSTER_API_KEY: testApiKey,
  }
  const done = spawnSync('bash', ['-eu', '-o', 'pipefail'], {
    cwd: folder,
    env: environment,
    input: marked,
    encoding: 'utf8',
  })
  assert.equal(done.status, 0, `${done.stdout}\n${done.stderr}`)
  return done.stdout.split('=== done\n')
}

test('every command of the tutorial does what it says', { skip, timeout: 590_000 }, async () => {
  await using database = await createTestDatabase()
  await using server = await startServerProcess({ databaseUrl: database.url })
  const folder = await mkdtemp(join(tmpdir(), 'muster-tutorial-'))
  try {
    const printed = typeAll(folder, server.url)
    const at = (text: RegExp) => printed.findIndex((one) => text.test(one))
    assert.match(printed[1] ?? '', /directories\/hr-export\.yaml\n {2}muster\.yaml\n/)
    assert.match(printed[3] ?? '', /groups\/engineering-leads\.yaml:5:\d+[\s\S]*enginering/)
    assert.ok(at(/3 (cases )?passed|3 of 3|passed/) > 0)
    const [plan = '', applied = ''] = [printed[6], printed[7]]
    assert.match(plan, /platform[\s\S]*Dara Silva/)
    assert.match(applied, /applied/)
    assert.match(printed.join(''), /Ben Larsen/, 'the plan of the branch names who leaves')
    assert.match(printed.join(''), /refused, as it should be/)
    const left = (printed.at(-2) ?? '').trim().split('\n').sort()
    assert.deepEqual(left, ['Ben Larsen', 'Dara Silva', 'Eli Novak'])
  } finally {
    await rm(folder, { recursive: true })
  }
})
