import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AppError } from '../../../errors.ts'
import { convertOktaRule } from './convert-okta-rule.ts'

function converted(text: string): string {
  try {
    return convertOktaRule(text).rule
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid_expression') return `refused: ${error.message}`
    throw error
  }
}

test('conditions of group rules of Okta become rules that admit the same people', () => {
  const cases: readonly [string, string][] = [
    ['user.city == "San Francisco"', 'person.location == "San Francisco"'],
    ['IF user.city == "San Francisco"', 'person.location == "San Francisco"'],
    ['String.stringContains(user.firstName, "dummy")', 'person.givenName.contains("dummy")'],
    ['user.salary > 1000000 AND !user.isContractor', 'person.salary > 1000000 && !person.isContractor'],
    ['user.department != "Sales"', 'person.department.orValue("") != "Sales"'],
    ['!(user.department == "Sales")', '!(person.department.orValue("") == "Sales")'],
    ['!(user.department != "Sales")', '!(person.department != "Sales")'],
    ['user.title == null OR user.title == ""', '!has(person.title) || person.title == ""'],
    ['user.title != ""', '!has(person.title) || person.title != ""'],
    ['null != user.title', 'has(person.title)'],
    ['user.email == "Anna@Acme.com"', 'person.mail == "anna@acme.com"'],
    ['Arrays.contains(user.favoriteColors, "blue")', '"blue" in person.favoriteColors'],
    ['Arrays.isEmpty(user.favoriteColors)', 'person.favoriteColors.orValue([]).size() == 0'],
    ['isMemberOfGroupName("West Coast Users")', 'person.memberOf("west-coast-users")'],
    [
      'isMemberOfAnyGroup("00g1","00g2") && user.userType=="employee"',
      '(person.memberOf("00g1") || person.memberOf("00g2")) && person.type == "employee"',
    ],
    ["user.isMemberOf({'group.profile.name': 'West', 'operator': 'EXACT'})", 'person.memberOf("west")'],
    ["!user.isMemberOf({'group.id': {'a','b'}})", '!(person.memberOf("a") || person.memberOf("b"))'],
    ['user.department == "a" ? true : false', 'person.department == "a" ? true : false'],
    ['user.email.toLowerCase().contains("@acme.com")', 'person.mail.lower().contains("@acme.com")'],
    ['user.email matches ".*@acme\\\\.com"', 'person.mail.re("^(?:.*@acme\\\\.com)$")'],
    ['substringBefore(user.login, "@") == "anna"', 'person.userName.before("@") == "anna"'],
    ['String.append(user.firstName, user.lastName) == "AB"', 'person.givenName + person.familyName == "AB"'],
    ['String.join("-", user.firstName, "x") == "A-x"', '[person.givenName, "x"].join("-") == "A-x"'],
    [
      'String.stringSwitch(user.title, "d", "a", "1", "b", "2") == "1"',
      '(person.title.contains("a") ? "1" : person.title.contains("b") ? "2" : "d") == "1"',
    ],
    ['String.len(user.title) > 3', 'size(person.title) > 3'],
    ["user.costCenter == '1''2'", 'person.costCenter == "1\'2"'],
    ['user.a == "x" OR user.b == "y" AND user.c == "z"', 'person.a == "x" || (person.b == "y" && person.c == "z")'],
  ]
  for (const [text, expected] of cases) assert.equal(converted(text), expected, text)
})

test('a conversion tells what the one who takes it over has to know', () => {
  const { warnings } = convertOktaRule('user.badge != "x" && isMemberOfGroupName("VIP")')
  assert.deepEqual(
    warnings.map((text) => text.replace(/\..*/, '')),
    [
      'People have no attribute "badge"',
      'Okta has people in of whom person',
      'The group "VIP" is named by the id "vip"',
    ],
  )
})

test('what cannot be taken over is refused with what to do', () => {
  const cases: readonly [string, RegExp][] = [
    ['', /The expression is empty/],
    ['isMemberOfGroupNameStartsWith("San")', /by their ids/],
    ["user.isMemberOf({'group.profile.name': 'West'})", /'operator': 'EXACT'/],
    ['user.managerId == "x"', /person\.reportsTo/],
    ['Time.now() > "2026"', /person\.startDate\.reached/],
    ['Convert.toInt(user.level) > 3', /type number/],
    ['getManagerUser("active_directory").firstName == "A"', /not known of a value|reportsTo/],
    ['appuser.x == 1', /no attribute of a user/],
    ['user.department = "x"', /Compare with "=="/],
    ['department == "x"', /Write user\.department/],
    ['user.department == "Sales" &&', /ends too early/],
    ['user.email matches "(?=x)"', /no RE2/],
    ['user.firstName + user.lastName', /true or false, not a text/],
    ['user.department', /must give true or false|It would become/],
    ['foo(user.department)', /no counterpart/],
    [`${'!'.repeat(40)}user.isContractor`, /nested more than 32/],
    [`${'('.repeat(400)}true`, /nested more than 32/],
  ]
  for (const [text, expected] of cases) assert.match(converted(text), expected, text)
})
