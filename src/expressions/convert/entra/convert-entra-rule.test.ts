import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AppError } from '../../../errors.ts'
import type { ConvertOptions } from '../converted-rule.ts'
import { convertEntraRule } from './convert-entra-rule.ts'

function converted(text: string, options?: ConvertOptions): string {
  try {
    return convertEntraRule(text, options).rule
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid_expression') return `refused: ${error.message}`
    throw error
  }
}

const guid = 'aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb'

test('dynamic membership rules of Entra become rules that admit the same people', () => {
  const cases: readonly [string, string][] = [
    ['user.department -eq "Sales"', 'person.department.lower() == "sales"'],
    ['user.department eq "Sales"', 'person.department.lower() == "sales"'],
    [
      'user.country –eq "US" –and (user.department –eq "Marketing" –or user.department –eq "Sales")',
      'person.country.lower() == "us" && (person.department.lower() == "marketing" || person.department.lower() == "sales")',
    ],
    [
      '(user.department -eq "Sales") -and -not (user.jobTitle -startsWith "SDE")',
      'person.department.lower() == "sales" && !person.title.orValue("").lower().startsWith("sde")',
    ],
    ['user.department -in ["50001","50002"]', 'person.department in ["50001", "50002"]'],
    ['user.department -notIn ["HR"]', '!(person.department.orValue("").lower() in ["hr"])'],
    ['user.mail -eq "Anna@Contoso.com"', 'person.mail == "anna@contoso.com"'],
    ['user.mail -notEndsWith "@Contoso.com"', '!person.mail.orValue("").endsWith("@contoso.com")'],
    ['user.mail –ne null', 'has(person.mail)'],
    ['user.department -eq $null', '!has(person.department)'],
    ['-not (user.department -ne "Sales")', '!(person.department.lower() != "sales")'],
    ['user.displayName -match "^Da.*"', 'person.displayName.re("(?i)^Da.*")'],
    ['user.displayName -notMatch "x"', '!person.displayName.orValue("").re("(?i)x")'],
    ['user.jobTitle -contains "lead"', 'person.title.lower().contains("lead")'],
    ['user.accountEnabled -eq true', 'person.active'],
    ['user.accountEnabled -ne true', '!person.active'],
    ['user.objectId -ne null', 'has(person.id)'],
    ['user.employeehiredate -ge system.now -plus p1d', '!person.startDate.reached("-P1D")'],
    ['user.employeeHireDate -le system.now -minus P30D', 'person.startDate.reached("P30D")'],
    ['user.employeeHireDate -le system.now', 'person.startDate.reached()'],
    ['user.employeehiredate -le 2020-06-10T18:13:20Z', 'person.startDate <= "2020-06-10"'],
    [
      '(user.proxyAddresses -any (_ -startsWith "SMTP:Contoso"))',
      'person.mails.exists(each, each.lower().startsWith("contoso"))',
    ],
    ['user.otherMails -all (_ -endsWith "@c.com")', 'person.mails.all(each, each.lower().endsWith("@c.com"))'],
    [
      'user.otherMails -notEndsWith "@c.com"',
      '!person.mails.orValue([]).exists(each, each.lower().endsWith("@c.com"))',
    ],
    [`Direct Reports for "${guid}"`, `person.reportsDirectlyTo("ext:source:${guid}")`],
    [`user.memberOf -any (group.objectId -in ['${guid}'])`, `person.memberOf("${guid}")`],
    ['user.extensionAttribute15 -eq "Marketing"', 'person.extensionAttribute15.lower() == "marketing"'],
    ['user.extension_c272a57b722d4eb29bfe327874ae79cb_OfficeNumber -eq "123"', 'person.officeNumber == "123"'],
    ['user.department -eq "It`"s"', 'person.department.lower() == "it\\"s"'],
    ["user.department -eq 'It''s'", 'person.department.lower() == "it\'s"'],
  ]
  for (const [text, expected] of cases) assert.equal(converted(text), expected, text)
})

test('what a conversion has to be told is used', () => {
  assert.equal(converted('user.department -eq "Sales"', { exactCase: true }), 'person.department == "Sales"')
  assert.equal(
    converted(`Direct Reports for "${guid}"`, { directory: 'entra' }),
    `person.reportsDirectlyTo("ext:entra:${guid}")`,
  )
  assert.equal(
    converted(`user.memberOf -any (group.objectId -eq '${guid}')`, { groupId: () => 'sales' }),
    'person.memberOf("sales")',
  )
  const { warnings } = convertEntraRule('user.department -ne "Sales" -and user.officeNumber -eq "1"')
  assert.equal(warnings.length, 2)
  assert.match(warnings[0] ?? '', /"department" is missing.*add has\(person\.department\) &&/)
  assert.match(warnings[1] ?? '', /no attribute "officeNumber"\. Add it to the PersonSchema as text/)
  assert.deepEqual(convertEntraRule('user.department -eq "Sales"').warnings, [])
})

test('what cannot be taken over is refused with what to do', () => {
  const cases: readonly [string, RegExp][] = [
    ['', /The rule is empty/],
    ['user.assignedPlans -any (assignedPlan.service -eq "SCO")', /Licences/],
    ['device.accountEnabled -eq true', /for devices/],
    ['user.department -eq', /At character 20: .*a value is missing/],
    ['user.department -like "x"', /At character 17: "like" is no operator/],
    ['user.department -eq "Sales" user.x', /Is -and or -or missing/],
    ['(user.department -eq "Sales"', /"\)" is missing/],
    ['user.displayName -match "(?=x)"', /no RE2/],
    [`user.objectId -eq "${guid}"`, /under "add"/],
    ['user.department -any (_ -eq "x")', /one value only/],
    ['user.employeeHireDate -startsWith "2020"', /not for dates/],
    [`${'-not '.repeat(40)}(user.department -eq "x")`, /nested more than 32/],
    [`user.department -eq "${'x'.repeat(3100)}"`, /at most 3072/],
    ['user.department -eq "x', /At character 21/],
  ]
  for (const [text, expected] of cases) assert.match(converted(text), expected, text)
})
