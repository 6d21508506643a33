// A process of its own that reads one directory from a source in memory, for tests that kill it:
// `node sync-child.ts <database url> <users> <removed>`. It prints a line when it runs, and one for each page that it lists.
import { flushCompileCache } from 'node:module'
import { createDirectoryWriter } from '../directory/directory-writer.ts'
import { openDatabase } from '../store/database.ts'
import { startSync } from '../sync/start-sync.ts'
import { testPlatform } from './directories.ts'
import { createMemorySource } from './memory-connector.ts'
import { optionsFor, quickPace } from './sync-engine.ts'

const [url = '', users = '0', removed = '0'] = process.argv.slice(2)
const source = createMemorySource({ pageSize: 500 })
source.putUsers(Number(users))
source.putGroup('everybody', [...source.users.keys()].slice(0, 2_000))
for (const id of [...source.users.keys()].slice(0, Number(removed))) source.removeUser(id)
source.faults.beforePage = (page) => console.log(`page ${page}`)
const platform = testPlatform()
const database = openDatabase(url, { poolSize: 5, onError: () => {} })
const writer = createDirectoryWriter({ database, platform })
const pace = { ...quickPace, removalsAtOnce: 100 }
startSync({
  ...optionsFor({ database: { database }, platform, sources: [source] }),
  submit: writer.submit,
  nodeId: `node_${process.pid}`,
  pace,
})
// A process that is killed writes down nothing of what it has compiled.
flushCompileCache()
console.log('running')
