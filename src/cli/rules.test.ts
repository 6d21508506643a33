import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { runRules } from './rules.ts'

const folder = await mkdtemp(join(tmpdir(), 'muster-rules-'))

before(async () => {
  const put = (name: string, text: string) => writeFile(join(folder, name), text)
  await put('person.yaml', 'kind: PersonSchema\nid: person\nattributes:\n  level: { type: number }\n')
  await put('vip.yaml', 'kind: Group\nid: vip\nname: West Coast Users\n')
  await put('rule.txt', 'person.department == "Sales"\n')
  await put('anna.json', '{ "department": "Sales", "level": 4, "startDate": "2026-11-01" }')
  await put(
    'shown.json',
    '{ "object": "person", "id": "person_1", "status": "left", "service": false, "manager_id": null, "attributes": {} }',
  )
})
after(() => rm(folder, { recursive: true }))

async function rules(...args: string[]) {
  const [printed, told]: [string[], string[]] = [[], []]
  const terminal = {
    environment: {},
    folder,
    print: (text: string) => printed.push(text),
    tell: (text: string) => told.push(text),
  }
  assert.equal(await runRules(args, terminal), 0)
  return { text: printed.join('\n'), told: told.join('\n') }
}

test('a rule is checked with the attributes of the organization, and says what it depends on', async () => {
  const { text } = await rules('check', 'person.level > 3 && person.memberOf("vip")', '--folder', '.')
  assert.equal(text, 'The rule can be used.\n  reads     level, groups\n  groups    vip')
  await assert.rejects(rules('check', 'person.level > 3'), /no attribute "level"/)
  assert.match((await rules('check', 'rule.txt')).text, /reads {5}department/)
})

test('a rule is tried on somebody, with the value of every part', async () => {
  const rule = 'person.department == "Sales" && person.startDate.reached("P90D")'
  const { text } = await rules('check', rule, '--person', 'anna.json', '--now', '2026-11-22')
  assert.match(text, /This person is not in\./)
  assert.match(text, /^ {4}person\.department == "Sales" {2}→ {2}true$/m)
  assert.match(text, /^To be looked at again at 2027-01-30T00:00:00\.000Z\.$/m)
  const missing = await rules('check', 'person.title == "Lead"', '--person', 'anna.json')
  assert.match(missing.text, /This person is not in: person\.title is missing\./)
  assert.match((await rules('check', '!person.active', '--person', 'shown.json')).text, /This person is in\./)
})

test('programs get JSON, with the rows of the builder', async () => {
  const { text } = await rules('check', 'person.department == "Sales"', '--person', 'anna.json', '--json')
  const { reads, builder, decision } = JSON.parse(text)
  assert.deepEqual([reads, decision.outcome, decision.flips_at], [['department'], true, null])
  assert.deepEqual(builder.rows, [{ attribute: 'department', operator: 'equals', value: 'Sales' }])
})

test('rules of Entra and Okta are converted, with what has to be looked at', async () => {
  const entra = await rules('convert', '--from', 'entra', 'user.department -ne "Sales"')
  assert.equal(entra.text, 'person.department.orValue("").lower() != "sales"')
  assert.match(entra.told, /"department" is missing/)
  const okta = await rules('convert', '--from', 'okta', 'isMemberOfGroupName("West Coast Users")', '--folder', '.')
  assert.deepEqual(okta, { text: 'person.memberOf("vip")', told: '' })
  const json = await rules('convert', '--from', 'okta', 'user.level > 3', '--folder', '.', '--json')
  assert.deepEqual(JSON.parse(json.text), { object: 'converted_rule', rule: 'person.level > 3', warnings: [] })
  await assert.rejects(rules('convert', '--from', 'okta', 'Time.now() > "2"'), /cannot be taken over/)
})

test('a command line that makes no sense says how it is written', async () => {
  await assert.rejects(rules('make'), /Usage: muster rules check\|convert/)
  await assert.rejects(rules('convert', 'x', '--from', 'ldap'), /--from must be entra or okta/)
  await assert.rejects(rules('check', 'true', '--person', 'gone.json'), /cannot be read/)
  await assert.rejects(
    rules('check', 'person.active', '--person', 'anna.json', '--now', 'soon'),
    /--now must be a time/,
  )
})
