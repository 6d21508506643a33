import { z } from 'zod'
import { filterProblem } from './filters.ts'

const text = z.string().trim().max(1000)

/** A distinguished name, filter or the like that may be left out. */
export const optionalText = text.transform((value) => value || undefined).optional()

/** Distinguished names, one a line. */
export const nameLines = z.string().trim().max(20_000).default('')

/** What holds secrets, which are never read: passwords and keys of OpenLDAP, Active Directory (also LAPS), Samba and Kerberos. */
const secretAttribute =
  /password$|pwdhistory$|passwordhistory$|^(?:unicodePwd|dBCSPwd|supplementalCredentials|krbPrincipalKey|ms-Mcs-AdmPwd|userPKCS12)$/i

/** What is wrong with the name of an attribute that is to be read; null for one that may be. */
export function attributeProblem(name: string): string | null {
  if (!/^[a-z0-9][a-z0-9.-]{0,99}$/i.test(name)) return `"${name}" is not the name of an attribute.`
  return secretAttribute.test(name) ? `"${name}" holds a secret, and is not read. Remove it.` : null
}

/** Names of attributes, one a line; those that have several values with `[]` behind them. */
export const attributeLines = z
  .string()
  .trim()
  .max(20_000)
  .superRefine((value, context) => {
    for (const line of linesOf(value)) {
      const problem = attributeProblem(line.replace(/\[\]$/, ''))
      if (problem !== null) context.addIssue({ code: 'custom', message: problem })
    }
  })
  .default('')

/** A filter that may be left out. */
export const optionalFilter = text
  .max(4000)
  .transform((value, context) => {
    const problem = value === '' ? null : filterProblem(value)
    if (problem !== null) context.addIssue({ code: 'custom', message: problem })
    return value || undefined
  })
  .optional()

/** The lines of a setting that has one value a line. */
export function linesOf(value: string): readonly string[] {
  return value
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** The fields of settings that say how a server is reached; the same for all that speaks LDAP. */
export const securityField = z.enum(['ldaps', 'starttls', 'none']).default('ldaps').meta({
  title: 'Security',
  help: '"ldaps" encrypts from the start (port 636), "starttls" at once after it (port 389). "none" is for development only.',
  address: true,
})

export const portField = z.int().min(1).max(65_535).optional().meta({
  title: 'Port',
  help: 'Left out: 636 with LDAPS, else 389.',
  address: true,
})

export const caField = z
  .string()
  .trim()
  .max(100_000)
  .refine((value) => value === '' || value.includes('-----BEGIN CERTIFICATE-----'), {
    message: 'must be in PEM form: it begins with -----BEGIN CERTIFICATE-----',
  })
  .optional()
  .meta({
    title: 'CA certificate',
    help: 'In PEM form: of the authority that signed the server’s certificate. Only servers that it signed are then trusted. Left out: the authorities that this machine knows.',
    multiline: true,
    placeholder: '-----BEGIN CERTIFICATE-----',
  })

export const passwordField = z
  .string()
  .min(1)
  .max(1000)
  .meta({ title: 'Password', help: 'Of the service account.', secret: true })

/** The port that is used where none is given. */
export function portOf({ port, security }: { readonly port?: number | undefined; readonly security: string }): number {
  return port ?? (security === 'ldaps' ? 636 : 389)
}
