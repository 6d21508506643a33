import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { ScimDirectoryType } from '../../model/directory.ts'
import { clientQuirks } from './index.ts'
import { guidePlaceholders, parseGuide } from './parse-guide.ts'
import { scimGuides } from './read-guides.ts'

const files = globSync('*/guide*.md', { cwd: import.meta.dirname }).sort()
const guides = files.map((file) => ({
  file,
  guide: parseGuide(readFileSync(`${import.meta.dirname}/${file}`, 'utf8')),
}))

test('every type of directory has one guide and one dialect', () => {
  const types = ScimDirectoryType.options.toSorted()
  assert.deepEqual(guides.flatMap(({ guide }) => guide.directoryTypes).sort(), types)
  assert.deepEqual(clientQuirks.flatMap(({ directoryTypes }) => directoryTypes).sort(), types)
})

test('every guide is offered', () => {
  const offered = scimGuides().map(({ title }) => title)
  assert.deepEqual(offered.toSorted(), guides.map(({ guide }) => guide.title).sort())
})

test('every guide says where the endpoint and the token go, and where it has that from', () => {
  for (const { file, guide } of guides) {
    const steps = guide.steps.map(({ text }) => text).join('\n')
    for (const name of guidePlaceholders) assert.ok(steps.includes(`{${name}}`), `${file} has no {${name}}`)
    assert.match(guide.sections.Sources, /^- \[.+\]\(https:\/\/.+\)/m, file)
    assert.ok(guide.introduction.length > 0, file)
    for (const type of guide.directoryTypes) assert.ok(type.endsWith(`v${guide.scimVersion}`), `${file}: ${type}`)
  }
})

const front =
  '---\ntitle: T\ndirectory_types: ["okta scim v2.0"]\nscim_version: "2.0"\nminutes: 20\nrole: Admin\n---\nHello.\n\n'
const sections = '## Attributes\n\na\n\n## What it sends, and when\n\nb\n\n## Test it\n\nc\n\n## Sources\n\nd\n'

test('a guide is read step by step', () => {
  const guide = parseGuide(
    `${front}## Steps\n\n1. **Go there.** Open\n   it.\n2. **Paste it.** \`{endpoint}\`\n\n${sections}`,
  )
  assert.deepEqual(guide, {
    title: 'T',
    directoryTypes: ['okta scim v2.0'],
    scimVersion: '2.0',
    needs: { minutes: 20, role: 'Admin', plan: null, vendor_page: null },
    introduction: 'Hello.',
    steps: [
      { title: 'Go there', text: 'Open\nit.' },
      { title: 'Paste it', text: '`{endpoint}`' },
    ],
    sections: { Attributes: 'a', 'What it sends, and when': 'b', 'Test it': 'c', Sources: 'd' },
  })
})

test('a guide that a portal could not show is refused', () => {
  const steps = '## Steps\n\n1. **Go.** There.\n\n'
  assert.throws(() => parseGuide(`# No front matter\n${steps}${sections}`), /front matter/)
  assert.throws(() => parseGuide(front.replace('okta', 'octa') + steps + sections), /directory_types/)
  assert.throws(() => parseGuide(front.replace('minutes: 20', 'minutes: many') + steps + sections), /minutes/)
  assert.throws(() => parseGuide(front.replace('title', 'name') + steps + sections), /title/)
  assert.throws(() => parseGuide(`${front}${steps}${sections}## More\n\nx\n`), /More/)
  assert.throws(() => parseGuide(`${front}## Steps\n\n1. Go there.\n\n${sections}`), /Step 1/)
  assert.throws(() => parseGuide(`${front}## Steps\n\n2. **Go.** There.\n\n${sections}`), /Step 1/)
  assert.throws(() => parseGuide(`${front}${steps}${sections}{token}`), /Nothing stands for \{token\}/)
})
