// Makes a fresh checkout ready: installs the packages of package-lock.json when they are missing or stale and, before the
// tests, the browser. Runs by itself before `npm start` and `npm test`, on any Node from 20 and without any package.
// When everything is there it does nothing and needs no network.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stampFile = join(root, 'node_modules/.muster-set-up')

installPackages()
if (process.argv.includes('--browser')) installBrowser()

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
  const { status, stdout, stderr } = run(npmCommand(['install', ...options]))
  if (status !== 0) fail(`The packages could not be installed. Is there a network?\n${stdout}${stderr}`)
  writeFileSync(stampFile, `${wanted}\n`)
  say(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`)
}

/** The browser tests use Debian's Chromium. Without it they skip themselves. */
function installBrowser() {
  if (['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].some(existsSync)) return
  if (process.platform !== 'linux' || process.getuid() !== 0 || !existsSync('/usr/bin/apt-get')) {
    return say('No /usr/bin/chromium: the browser tests will be skipped.')
  }
  say('Installing Chromium for the browser tests (once) …')
  const install = ['apt-get', 'install', '-y', '-q', '--no-install-recommends', 'chromium']
  const isInstalled =
    run(install).status === 0 || (run(['apt-get', 'update', '-q']).status === 0 && run(install).status === 0)
  if (!isInstalled) say('Chromium could not be installed: the browser tests will be skipped.')
}

/** npm's own program when npm called us, else the one in PATH. */
function npmCommand(args) {
  const npm = process.env.npm_execpath
  return npm?.endsWith('.js') ? [process.execPath, npm, ...args] : ['npm', ...args]
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
