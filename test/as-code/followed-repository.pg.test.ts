import assert from 'node:assert/strict'
import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { createTestDatabase } from '../../src/testing/database.ts'
import { createTestRepository, withoutGit } from '../../src/testing/git-repository.ts'
import { startServerProcess, testApiKey } from '../../src/testing/server-process.ts'

const headers = { authorization: `Bearer ${testApiKey}`, 'content-type': 'application/json' }

async function call(url: string, method: string, body?: object) {
  const answer = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  assert.ok(answer.ok, `${method} ${url}: ${answer.status} ${await answer.clone().text()}`)
  return answer.json() as Promise<Record<string, unknown> & { id: string; data: { document: { id: string } }[] }>
}

test('a server follows a repository of its machine, and takes up a commit as soon as it is told of it', {
  skip: withoutGit,
  timeout: 590_000,
}, async () => {
  await using database = await createTestDatabase()
  await using repository = await createTestRepository()
  const environment = { MUSTER_REPOSITORIES_FOLDER: repository.parent }
  await using server = await startServerProcess({ databaseUrl: database.url, environment })
  const { id: organization } = await call(`${server.url}/organizations`, 'POST', { name: 'Acme' })
  await repository.commit('One team', { 'teams/a.yaml': 'kind: Team\nid: a\n' })
  const path = `${server.url}/organizations/${organization}`
  const body = JSON.stringify({ url: repository.folder })
  const refused = await fetch(`${path}/config_repositories`, { method: 'POST', headers, body })
  assert.equal(refused.status, 422, 'each organization has a folder of its own')
  assert.match(await refused.text(), /MUSTER_REPOSITORIES_FOLDER/)

  const folder = join(repository.parent, organization)
  await mkdir(folder)
  await rename(repository.folder, join(folder, 'people'))
  const made = await call(`${path}/config_repositories`, 'POST', {
    url: join(folder, 'people'),
    auto_apply: 'additive',
  })
  const teams = async () => (await call(`${path}/overlay/objects?kinds=Team`, 'GET')).data.map((one) => one.document.id)
  while (!(await teams()).includes('a')) await wait(100)
  const see = () => call(`${server.url}/config_repositories/${made.id}`, 'GET')
  let seen = await see()
  // How a look has ended is written down after what it has applied.
  for (; seen.status !== 'followed'; seen = await see()) await wait(100)
  assert.equal((seen.commit as { subject: string }).subject, 'One team')
  assert.equal((await call(`${server.url}/config_repositories/${made.id}/look`, 'POST', {})).id, made.id)
})
