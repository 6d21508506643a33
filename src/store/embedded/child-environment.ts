/** What PostgreSQL sees of our environment: nothing that it has no use for, secrets least of all. */
export function childEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LANG: 'C', TZ: 'UTC' }
}
