import { z } from 'zod'
import type { ConfigRepository } from '../../model/config-repository.ts'
import { createSealer, type Sealer } from '../../platform/sealer.ts'
import type { RepositorySecrets } from './git-access.ts'

/** The secrets of a repository as they are given. */
export const RepositorySecretsBody = z.strictObject({
  token: z.string().min(1).max(4000).optional().describe('Over HTTPS: a token that may read the repository.'),
  username: z
    .string()
    .regex(/^[^:\s]{1,200}$/, 'must be a user name')
    .optional()
    .describe('The user name that goes with the token. Default: `git`.'),
  ssh_key: z.string().min(1).max(20_000).optional().describe('Over SSH: a private key without a passphrase.'),
  known_hosts: z
    .string()
    .min(1)
    .max(20_000)
    .optional()
    .describe(
      'Over SSH: the keys of the host, as `ssh-keyscan` prints them. Compare them with what the host publishes.',
    ),
})

/** The sealer of what repositories keep secret. */
export function createRepositorySealer(secretKey: Buffer): Sealer {
  return createSealer(secretKey, 'config repositories')
}

/** Encrypts the secrets of a repository; null where there are none. */
export function sealRepositorySecrets(sealer: Sealer, secrets: RepositorySecrets): string | null {
  return Object.keys(secrets).length === 0 ? null : sealer.seal(JSON.stringify(secrets))
}

/** The secrets of a repository; null when they were stored under another MUSTER_SECRET_KEY. */
export function openRepositorySecrets(
  sealer: Sealer,
  { sealedSecrets }: Pick<ConfigRepository, 'sealedSecrets'>,
): RepositorySecrets | null {
  if (sealedSecrets === null) return {}
  const text = sealer.open(sealedSecrets)
  return text === null ? null : RepositorySecretsBody.parse(JSON.parse(text))
}
