import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AppError } from '../errors.ts'
import type { Json, JsonObject } from '../model/json.ts'
import { checkExpression, compileExpression } from './compile-expression.ts'
import { type Outcome, Undecided } from './outcome.ts'

const anna: JsonObject = {
  profile: { email: 'Anna.Berg@Acme.com', department: 'Sales', type: null, level: 3, name: 'Åsa Strøm-Weiß' },
  'Email - Work': 'anna@acme.com',
  emails: [{ type: 'work', value: 'a@acme.com' }, { value: 'b@acme.com' }, null],
  tags: ['eu', 'vip', 'eu'],
  none: [],
  isActive: true,
  empty: '',
}

const options = { variables: { user: 'any' } } as const

function evaluate(text: string, user: JsonObject = anna): Outcome {
  return compileExpression(text, options).evaluate({ user })
}

function shown(text: string): unknown {
  const outcome = evaluate(text)
  return outcome instanceof Undecided ? outcome.kind : outcome
}

test('expressions give what the profile of CEL says', () => {
  const cases: readonly [string, unknown][] = [
    ['user.profile.email', 'Anna.Berg@Acme.com'],
    ['user["Email - Work"]', 'anna@acme.com'],
    ['user.profile["level"] + 1', 4],
    ['5 / 2', 2.5],
    ['7 % 4 == 3', true],
    ['-user.profile.level', -3],
    ['!user.isActive', false],
    ['user.profile.level >= 3 ? "senior" : "junior"', 'senior'],
    ['user.profile.department == "Sales"', true],
    ['user.profile.department in ["Sales", "Marketing"]', true],
    ['"department" in user.profile', true],
    ['"type" in user.profile', false],
    ['"vip" in user.tags', true],
    ['["a"] + ["b"]', ['a', 'b']],
    ['{"a": 1}.a', 1],
    ['"b" > "a"', true],
    ['user.tags == ["eu", "vip", "eu"]', true],
    ['user.profile.level == "3"', false],
  ]
  for (const [text, expected] of cases) assert.deepEqual(shown(text), expected, text)
})

test('functions change texts, numbers and lists', () => {
  const cases: readonly [string, unknown][] = [
    ['lower(user.profile.email)', 'anna.berg@acme.com'],
    ['user.profile.email.upper().contains("BERG")', true],
    ['user.profile.email.startsWith("Anna") && user.profile.email.endsWith(".com")', true],
    ['user.profile.email.before("@").replace(".", " ")', 'Anna Berg'],
    ['user.profile.email.after("@")', 'Acme.com'],
    ['"none".after("@")', ''],
    ['"none".before("@")', 'none'],
    ['ascii(user.profile.name)', 'Asa Strom-Weiss'],
    ['"  x ".trim()', 'x'],
    ['"a;b".split(";")', ['a', 'b']],
    ['user.tags.join("-")', 'eu-vip-eu'],
    ['user.profile.name[0]', 'Å'],
    ['user.emails[1].value', 'b@acme.com'],
    ['"ANNA-MARIA o\'neil  van der berg".title()', "Anna-Maria O'Neil  Van Der Berg"],
    ['"it\'s".title()', "It's"],
    ['"Anna Maria Berg".word(0) + "/" + "Anna Maria Berg".word(-1)', 'Anna/Berg'],
    ['"a@b.c".word(2, "@.")', 'c'],
    ['"Anna".word(3)', 'unknown'],
    ['"DE89370400440532013000".mask(4)', '******************3000'],
    ['"abc".mask()', '***'],
    ['"abc".mask(7)', 'abc'],
    ['hash("abc")', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['first(user.tags)', 'eu'],
    ['first(user.profile.department)', 'Sales'],
    ['size(user.tags) == 3 && user.profile.department.size() == 5', true],
    ['"abcdef".substring(2, 4)', 'cd'],
    ['string(user.profile.level) + "!"', '3!'],
    ['number("12.5") + 1', 13.5],
    ['number(" 1.5e3 ")', 1500],
    ['int("12") + int(-7.9)', 5],
    ['int("12.5")', 'error'],
    ['bool("TRUE") && !bool("f")', true],
    ['bool("yes")', 'error'],
    ['false < true', true],
    ['"tacocat".indexOf("c") + "tacocat".lastIndexOf("c")', 6],
    ['"tacocat".indexOf("c", 3)', 4],
    ['"abc".charAt(1)', 'b'],
    ['"a-b-c".split("-", 2)', ['a', 'b-c']],
    ['"a-b-c".replace("-", "+", 1)', 'a+b-c'],
    ['"ÄB".lowerAscii()', 'Äb'],
    ['user.profile.exists(key, key == "type")', false],
    ['user.profile.filter(key, key.startsWith("e"))', ['email']],
    ['user.profile.email.re("(?i)@acme\\\\.com$")', true],
    ['user.profile.email.matches("^anna")', false],
    ['user.emails.exists(e, e.value == "b@acme.com")', true],
    ['user.tags.all(t, t.size() < 4)', true],
    ['user.tags.exists_one(t, t == "vip")', true],
    ['user.tags.filter(t, t != "eu")', ['vip']],
    ['user.tags.map(t, t.upper())', ['EU', 'VIP', 'EU']],
    ['user.tags.map(t, t != "vip", t + "!")', ['eu!', 'eu!']],
    ['user.emails.filter(e, e.type == "work")[0].value', 'a@acme.com'],
  ]
  for (const [text, expected] of cases) assert.deepEqual(shown(text), expected, text)
})

test('a missing attribute is unknown, also where it is only said what it is not', () => {
  const cases: readonly [string, unknown][] = [
    ['user.profile.type', 'unknown'],
    ['user.gone', 'unknown'],
    ['user.gone.further', 'unknown'],
    ['user.profile.type != "contractor"', 'unknown'],
    ['!(user.profile.type == "contractor")', 'unknown'],
    ['user.gone in ["a"]', 'unknown'],
    ['!(user.gone in ["a"])', 'unknown'],
    ['lower(user.gone)', 'unknown'],
    ['"a" + user.gone', 'unknown'],
    ['[user.gone]', 'unknown'],
    ['user.gone ? "a" : "b"', 'unknown'],
    ['user.tags[7]', 'unknown'],
    ['user.none[0]', 'unknown'],
    ['first(user.none)', 'unknown'],
    ['null', 'unknown'],
    ['user.emails.all(e, e.type == "work")', 'unknown'],
    ['user.emails.exists(e, e.type == "home")', 'unknown'],
  ]
  for (const [text, expected] of cases) assert.deepEqual(shown(text), expected, text)
})

test('what is unknown does not matter where something else decides', () => {
  const cases: readonly [string, unknown][] = [
    ['user.gone == "a" && false', false],
    ['false && user.gone == "a"', false],
    ['user.gone == "a" || true', true],
    ['true || user.gone == "a"', true],
    ['user.gone == "a" && true', 'unknown'],
    ['user.gone == "a" || false', 'unknown'],
    ['user.profile.level + "a" == "b" || true', true],
    ['has(user.gone)', false],
    ['has(user.profile.type)', false],
    ['has(user["Email - Work"])', true],
    ['user.gone.hasValue()', false],
    ['user.gone.orValue("x")', 'x'],
    ['user.?gone.orValue("x")', 'x'],
    ['user.empty.orValue("x")', ''],
    ['coalesce(user.gone, user.empty, user.profile.department)', 'Sales'],
    ['coalesce(user.gone, user.empty)', 'unknown'],
    ['compact([user.gone, user.profile.department])', ['Sales']],
    ['compact({"a": user.gone, "b": 1})', { b: 1 }],
    ['user.emails.map(e, e.type)', ['work']],
    ['user.emails.exists(e, e.type == "work")', true],
  ]
  for (const [text, expected] of cases) assert.deepEqual(shown(text), expected, text)
})

test('what cannot be carried out is an error with words, and not unknown', () => {
  const texts = (text: string) => {
    const outcome = evaluate(text)
    return outcome instanceof Undecided ? `${outcome.kind}: ${outcome.text}` : outcome
  }
  assert.equal(texts('user.profile.level + user.profile.email'), 'error: "+" does not work with a number and a text')
  assert.equal(texts('user.profile.level < user.profile.email'), 'error: "<" does not work with a number and a text')
  assert.equal(texts('lower(user.tags)'), 'error: lower() takes a text here, not a list')
  assert.equal(texts('user.profile.email && true'), 'error: true or false is needed, not a text')
  assert.equal(texts('1 / (user.profile.level - 3)'), 'error: the number cannot be calculated')
  assert.equal(texts('number(user.profile.email)'), 'error: this is no number')
  assert.equal(texts('(user.profile.level + "a").orValue("x")'), 'error: "+" does not work with a number and a text')
  assert.equal(texts('user.profile.type == "a"'), 'unknown: user.profile.type is missing')
  const rule = compileExpression('user.profile.email', { ...options, result: 'boolean' })
  assert.deepEqual(rule.evaluate({ user: anna }), new Undecided('error', 'it must give a boolean, but it gives a text'))
})

test('an expression that is wrong is refused with the place and what to do', () => {
  const cases: readonly [string, RegExp][] = [
    ['', /^The expression is empty/],
    ['user.a = "x"', /^At character 8: Write "==" to compare/],
    ['user.a == 1 and user.b == 2', /^At character 13: Write "&&"/],
    ['not user.a', /Write "!" for "not"/],
    ['user.a == “x”', /straight quotes/],
    ['user.a ==\n  (1', /^In line 2, at character 5: The expression ends too early/],
    ['user.abteilungsgröße', /user\["the name"\]/],
    ['department == "Sales"', /"department" is not known here\. .* user\.department/],
    ['process.env', /"process" is not known here/],
    ['user.a.shout()', /There is no function "shout"/],
    ['user.a.constructor()', /There is no function "constructor"/],
    ['hasOwnProperty("a")', /There is no function "hasOwnProperty"/],
    ['cel.bind(x, 1, x)', /There is no function "bind"/],
    ['1 + "a"', /takes two of a kind, not a number and a text/],
    ['"a" == 1', /This is a number, which is never the same as a text/],
    ['user.a == null', /Write has\(user\.attribute\)/],
    ['lower(1)', /lower\(\) takes a text here, but this is a number/],
    ['user.a.replace("x")', /replace\(\) takes 3 to 4 values/],
    ['"x" in "xyz"', /Use \.contains\(\) for texts/],
    ['user.a.re("(?=x)")', /The pattern is no RE2/],
    ['user.a.re(user.b)', /with the pattern written out/],
    ['9007199254740993', /Numbers of more than 15 digits/],
    ['b"abc"', /Bytes/],
    ['user.tags.exists(user, true)', /"user" is taken/],
  ]
  for (const [text, expected] of cases) assert.match(checkExpression(text, options) ?? 'accepted', expected, text)
  assert.equal(checkExpression('user.a == "x"', options), null)
  assert.throws(
    () => compileExpression('1 +', options),
    (error: unknown) => {
      return error instanceof AppError && error.code === 'invalid_expression' && error.data.position === 3
    },
  )
})

test('what is known of the types is checked before any record is seen', () => {
  const person = { fields: { department: 'text', level: 'number', tags: 'list' } } as const
  const check = (text: string) => checkExpression(text, { variables: { person }, result: 'boolean' })
  assert.equal(check('person.department == "Sales" && person.level > 3'), null)
  assert.match(
    check('person.departmnet == "Sales"') ?? '',
    /no attribute "departmnet" here\. Did you mean department\?/,
  )
  assert.match(check('person.level == "3"') ?? '', /This is a text, which is never the same as a number/)
  assert.match(check('person.department') ?? '', /must give a boolean, but it gives a text/)
  assert.match(check('person.department.exists(x, true)') ?? '', /exists\(\) is for lists/)
})

test('an expression cannot reach what a record only inherits', () => {
  for (const path of [
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    'constructor.constructor',
    'tags.length',
  ]) {
    assert.equal(shown(`user.${path}`), 'unknown', path)
  }
  assert.equal(shown('user["__proto__"]'), 'unknown')
  assert.equal(shown('user["con" + "structor"]'), 'unknown')
  assert.equal(shown('user.profile.email["length"]'), 'unknown')
  assert.equal(shown('"constructor" in user'), false)
  assert.equal(shown('{"a": 1}["__proto__"]'), 'unknown')
  assert.deepEqual(Object.getPrototypeOf(evaluate('{"__proto__": {"isAdmin": true}}')), Object.prototype)
  const own = JSON.parse('{"__proto__": "mine"}')
  assert.equal(evaluate('user["__proto__"]', own), 'mine')
})

test('an expression that is too large is refused', () => {
  const refused = (text: string) => checkExpression(text, options) ?? 'accepted'
  assert.match(refused(`"${'a'.repeat(4000)}"`), /at most 4000/)
  assert.match(refused(Array.from({ length: 300 }, () => 'true').join('||')), /at most 500/)
  assert.equal(refused(Array.from({ length: 200 }, () => 'true').join('||')), 'accepted')
  assert.match(refused(`${'('.repeat(40)}1${')'.repeat(40)}`), /nested more than 32 deep/)
  assert.match(refused(`${'!'.repeat(3900)}true`), /at most 500/)
  const nested = 'user.a.exists(x, x.b.exists(y, y.c.exists(z, z)))'
  assert.match(refused(nested), /nested more than 2 deep/)
  assert.equal(refused('user.a.exists(x, x.b.exists(y, y.c))'), 'accepted')
  assert.match(refused(`user.a.re("${'a'.repeat(201)}")`), /at most 200/)
  assert.match(refused('user.a.re("(a{1000}){1000}")'), /no RE2/)
})

test('a hostile expression ends soon, whatever it is given', () => {
  const many = Array.from({ length: 5000 }, (_, index) => `element ${index}`)
  const object = Object.fromEntries(many.map((name) => [name, name]))
  const large = {
    large: object,
    other: { ...object, [many.at(-1) ?? '']: 1 },
    empty: many.map(() => ''),
    accents: 'ǖ'.repeat(9000),
    spaces: ' '.repeat(30_000),
  }
  const user = { many, text: 'a'.repeat(9000), huge: 'a'.repeat(2_000_000), sneaky: `${'a'.repeat(60)}!`, ...large }
  const hostile = [
    'user.many.exists(x, user.many.exists(y, x + y == "never"))',
    'user.many.map(x, user.many.map(y, x + y))',
    'user.many.map(x, user.text)',
    'user.text.replace("a", user.text)',
    'user.huge.split("")',
    'user.huge + user.huge',
    'user.many.map(x, user.text).join(user.text)',
    'user.many.all(x, !user.huge.contains("b"))',
    'user.many.all(x, !user.text.re("(a|a)*b"))',
    'user.huge.re("a$")',
    'user.many + user.many',
    'ascii(user.huge)',
    'user.many.exists(x, user.text.contains(user.text.substring(0, 4000) + "b" + user.text.substring(0, 4000)))',
    'user.many.exists(x, user.text.before("b" + user.text.substring(0, 4000)) == x)',
    'user.text.re("(?i)(a|b|c|d|e|f|aa|aaa|aaaa){1,30}z$")',
    'user.text.re("(((a{1,10}){1,10}){1,10})$")',
    'user.many.exists(x, size(user.large) == 1)',
    'user.many.exists(x, join(user.empty) == x)',
    'user.many.exists(x, first(user.empty) == x)',
    'user.many.exists(x, x in user.empty)',
    'user.many.exists(x, user.large == user.other)',
    'user.many.exists(x, ascii(user.accents) == x)',
    'user.many.exists(x, number(user.spaces) == 1)',
  ]
  for (const text of hostile) {
    const compiled = compileExpression(text, options)
    const start = performance.now()
    const outcome = compiled.evaluate({ user })
    assert.ok(outcome instanceof Undecided && outcome.kind === 'error', text)
    assert.ok(performance.now() - start < 2000, text)
    compiled.explain({ user })
    assert.ok(performance.now() - start < 8000, text)
  }
  assert.equal(evaluate('user.sneaky.re("^(a+)+$")', user), false)
})

test('values of any depth are compared or refused, and break nothing', () => {
  const nested = (depth: number): Json => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`)
  const compare = (depth: number) => evaluate('user.one == user.other', { one: nested(depth), other: nested(depth) })
  assert.equal(compare(50), true)
  const outcome = compare(5000)
  assert.ok(outcome instanceof Undecided && outcome.kind === 'error')
})

test('an expression says which attributes it reads', () => {
  const reads = (text: string) => compileExpression(text, options).reads.map((path) => path.join('/'))
  assert.deepEqual(reads('user.profile.a == user["Email - Work"] || has(user.b)'), [
    'user/profile/a',
    'user/Email - Work',
    'user/b',
  ])
  assert.deepEqual(reads('user.list.exists(x, x.kind == user.kind)'), ['user/list', 'user/kind'])
  assert.deepEqual(reads('user[user.name]'), ['user', 'user/name'])
})

test('an explanation shows the value of each part, also of those that did not matter', () => {
  const rule = compileExpression(
    '(user.profile.level > 5 && user.gone == "a") || user.profile.department == "Sales"',
    options,
  )
  const explained = rule.explain({ user: anna })
  assert.deepEqual([explained.outcome, explained.value], ['value', 'true'])
  const [both, department] = explained.parts
  assert.deepEqual(
    both?.parts.map(({ text, value }) => [text, value]),
    [
      ['user.profile.level > 5', 'false'],
      ['user.gone == "a"', 'user.gone is missing'],
    ],
  )
  assert.deepEqual(department?.parts, [
    { text: 'user.profile.department', outcome: 'value', value: '"Sales"', parts: [] },
  ])
  const long = compileExpression(Array.from({ length: 160 }, () => 'user.isActive').join(' && '), options)
  const count = (one: typeof explained): number => 1 + one.parts.reduce((sum, part) => sum + count(part), 0)
  assert.ok(count(long.explain({ user: anna })) <= 100)
})

test('one record leaves nothing behind for the next', () => {
  const rule = compileExpression('user.tags.exists(t, t == user.want)', options)
  assert.equal(rule.evaluate({ user: { tags: ['a'], want: 'a' } }), true)
  assert.equal(rule.evaluate({ user: { tags: ['b'], want: 'a' } }), false)
  assert.ok(rule.evaluate({ user: {} }) instanceof Undecided)
  assert.ok(rule.evaluate({}) instanceof Undecided)
})
