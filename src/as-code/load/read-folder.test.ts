import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { readFolder } from './read-folder.ts'

const root = await mkdtemp(join(tmpdir(), 'muster-read-folder-'))
after(() => rm(root, { recursive: true }))

async function folderOf(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const folder = await mkdtemp(join(root, 'f-'))
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
  return folder
}

test('files of documents are read from all folders, but hidden ones and packages', async () => {
  const files = { 'b.yaml': 'b', 'a/c.yml': 'c', 'a/d.json': 'd', 'README.md': '', '.git/x.yaml': '', '.x.yaml': '' }
  const folder = await folderOf({ ...files, 'node_modules/p/y.yaml': '' })
  const { files: found, findings } = await readFolder(folder)
  assert.deepEqual(
    found.map(({ path, text }) => `${path} ${text}`),
    ['a/c.yml c', 'a/d.json d', 'b.yaml b'],
  )
  assert.deepEqual(findings, [])
})

test('what is no UTF-8, too large, or a link, is told and not read', async () => {
  const folder = await folderOf({ 'latin.yaml': Buffer.from([0x6e, 0xe4]), 'large.yaml': 'x'.repeat(2_000_001) })
  await symlink('/etc/hostname', join(folder, 'link.yaml'))
  const { files, findings } = await readFolder(folder)
  assert.deepEqual(files, [])
  assert.deepEqual(
    findings.map(({ code, file }) => `${code} ${file}`),
    ['MC006 large.yaml', 'MC010 latin.yaml', 'MC011 link.yaml'],
  )
})

test('TypeScript that declares objects is told until it is compiled', async () => {
  const module = "import { defineTeam } from 'muster/config'\n"
  const folder = await folderOf({ 'teams.ts': module, 'other.ts': 'export const a = 1\n' })
  const before = await readFolder(folder)
  assert.deepEqual(
    before.findings.map(({ code, file }) => `${code} ${file}`),
    ['MC012 teams.ts'],
  )
  await writeFile(join(folder, 'a.yaml'), '# Compiled from teams.ts by "muster compile".\nkind: Team\nid: a\n')
  assert.deepEqual((await readFolder(folder)).findings, [])
})

test('a folder that is not there is no empty one', async () => {
  await assert.rejects(readFolder(join(root, 'nowhere')), { code: 'ENOENT' })
})
