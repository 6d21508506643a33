// Makes a fresh checkout ready: installs the packages of package-lock.json when they are missing or stale and, before the
// tests, the programs that they drive. Runs by itself before `npm start` and `npm test`, on any Node from 20 and without any package.
// When everything is there it does nothing and needs no network.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stampFile = join(root, 'node_modules/.muster-set-up')

/** What tests drive, and the Debian packages that it comes with. Without it those tests are skipped. */
const programs = [
  {
    files: [
      '/usr/bin/chromium-headless-shell',
      '/usr/bin/chromium',
      '/usr/bin/chromium-browser',
      '/usr/bin/google-chrome',
    ],
    packages: ['chromium-headless-shell'],
    tests: 'browser',
  },
  {
    files: ['/usr/sbin/nats-server', '/usr/bin/nats-server', '/usr/local/bin/nats-server'],
    packages: ['nats-server'],
    tests: 'NATS',
  },
  { files: ['/usr/bin/redis-server', '/usr/local/bin/redis-server'], packages: ['redis-server'], tests: 'Redis' },
  // Without the second package no domain can be made; nothing else brings it along.
  {
    files: ['/usr/share/samba/setup/provision.ldif'],
    packages: ['samba-ad-dc', 'samba-ad-provision'],
    tests: 'Active Directory',
  },
  { files: ['/usr/bin/git', '/usr/local/bin/git', '/opt/homebrew/bin/git'], packages: ['git'], tests: 'git' },
  { files: ['/usr/sbin/slapd'], packages: ['slapd'], tests: 'LDAP' },
  { files: ['/usr/sbin/sshd'], packages: ['openssh-server'], tests: 'SFTP' },
]

installPackages()
if (process.argv.includes('--web')) buildWeb()
if (process.argv.includes('--browser')) installPrograms(programs.filter(({ files }) => !files.some(existsSync)))

/** The stamp is the lockfile's hash: it is written only after a whole install, so one that was cut short is repeated. */
function installPackages() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  const present = existsSync(stampFile) ? readFileSync(stampFile, 'utf8').trim() : ''
  if (present === wanted) return
  say('Installing packages (once) …')
  const started = Date.now()
  // Not "npm ci": it refuses a lockfile without the packages of systems that the registry does not serve, and it removes
  // node_modules before it knows whether there is a network. This installs the same versions and writes no lockfile.
  const options = [
    '--no-save',
    '--include=dev',
    '--include=optional',
    '--ignore-scripts',
    '--no-progress',
    '--loglevel=error',
  ]
  npmInstall(process.execPath, options)
  // npm leaves out, without a word, optional packages that do not run on the Node that it runs on itself. Where that is an
  // older one, the Node that came with the packages adds what is missing.
  const ownNode = join(root, 'node_modules/.bin/node')
  if (Number.parseInt(process.versions.node, 10) < 24 && existsSync(ownNode)) npmInstall(ownNode, options)
  writeFileSync(stampFile, `${wanted}\n`)
  say(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`)
}

/** Builds the web apps when their sources have changed; on the Node that came with the packages, where there is one. */
function buildWeb() {
  const ownNode = join(root, 'node_modules/.bin/node')
  const node = existsSync(ownNode) ? ownNode : process.execPath
  const { status } = spawnSync(node, [join(root, 'scripts/build-web.ts')], { cwd: root, stdio: ['ignore', 2, 2] })
  if (status !== 0) fail('The web apps could not be built.')
}

/** Only root on Debian and the like; elsewhere the tests that need them skip themselves. */
function installPrograms(missing) {
  if (missing.length === 0) return
  const names = missing.flatMap((program) => program.packages)
  const skipped = `the ${missing.map(({ tests }) => tests).join(' and ')} tests will be skipped.`
  if (process.platform !== 'linux' || process.getuid() !== 0 || !existsSync('/usr/bin/apt-get')) {
    return say(`There is no ${names.join(', ')}: ${skipped}`)
  }
  say(`Installing ${names.join(', ')} for the tests (once) …`)
  const install = ['apt-get', 'install', '-y', '-q', '--no-install-recommends', ...names]
  const isInstalled = withoutServices(
    () => run(install).status === 0 || (run(['apt-get', 'update', '-q']).status === 0 && run(install).status === 0),
  )
  if (!isInstalled) say(`Not installed: ${skipped}`)
}

/** Debian's packages ask this program whether their services may be started (invoke-rc.d). */
function withoutServices(work) {
  const policy = '/usr/sbin/policy-rc.d'
  if (existsSync(policy)) return work()
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    return work()
  } finally {
    rmSync(policy)
  }
}

function npmInstall(node, options) {
  const { status, stdout, stderr } = run(npmCommand(node, ['install', ...options]))
  if (status !== 0) fail(`The packages could not be installed. Is there a network?\n${stdout}${stderr}`)
}

/** npm's own program when npm called us, else the one in PATH. */
function npmCommand(node, args) {
  const npm = process.env.npm_execpath
  return npm?.endsWith('.js') ? [node, npm, ...args] : ['npm', ...args]
}

function run([command, ...args]) {
  // Development packages belong to it: `npm start` of a checkout serves people who will work on it.
  const env = { ...process.env, NODE_ENV: 'development', DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync(command, args, { cwd: root, env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
}

/** On standard error, so that standard output stays free for what comes after. */
function say(text) {
  process.stderr.write(`${text}\n`)
}

function fail(text) {
  say(text)
  process.exit(1)
}
