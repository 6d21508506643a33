import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const folders = ['.', 'setup', 'attributes', 'scope', 'review', 'status', 'person']

type Texts = { readonly [name: string]: unknown }

/** The texts of a folder in a language: the one object that its file exports under that name. */
async function textsOf(folder: string, language: string): Promise<unknown> {
  const file: Texts = await import(join(import.meta.dirname, folder, `strings.${language}.ts`))
  return Object.entries(file).find(([name]) => name.toLowerCase().endsWith(language))?.[1]
}

/** The paths to all texts; functions and texts alike, for both are needed. What is written in one language only is told as such. */
function pathsIn(texts: unknown, path = ''): string[] {
  if (typeof texts !== 'object' || texts === null) return [path]
  return Object.entries(texts).flatMap(([name, one]) => pathsIn(one, `${path}.${name}`))
}

function emptyIn(texts: unknown, path = ''): string[] {
  if (typeof texts === 'string') return texts.trim() === '' ? [path] : []
  if (typeof texts !== 'object' || texts === null) return []
  return Object.entries(texts).flatMap(([name, one]) => emptyIn(one, `${path}.${name}`))
}

// What the server says in English itself, the other languages say.
const isOfServer = (path: string) => path.startsWith('.words')

// What only the other languages have to say: that something is in English.
const isOfOthers: ReadonlySet<string> = new Set(['.guide.english'])

for (const folder of folders) {
  test(`the texts of ${folder} are there in every language, and none is empty`, async () => {
    const english = await textsOf(folder, 'en')
    const wanted = pathsIn(english).filter((path) => !isOfServer(path))
    assert.ok(wanted.length > 0, folder)
    for (const language of ['de', 'es']) {
      const texts = await textsOf(folder, language)
      const paths = pathsIn(texts).filter((path) => !isOfServer(path))
      assert.deepEqual(paths.sort(), wanted.sort(), `${folder} ${language}`)
      assert.deepEqual(emptyIn(texts), [], `${folder} ${language}`)
    }
    assert.deepEqual(
      emptyIn(english).filter((path) => !isOfOthers.has(path)),
      [],
      folder,
    )
  })
}

test('every folder of screens that has texts is looked at', () => {
  const entries = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  const found = entries.filter((name) => name.endsWith('strings.en.ts')).map((name) => join(name, '..'))
  assert.deepEqual(found.sort(), folders.toSorted())
})
