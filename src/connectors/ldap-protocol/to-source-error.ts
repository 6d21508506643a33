import { ResultCodeError } from 'ldapts'
import { AddressRefused } from '../../platform/outbound/guarded-lookup.ts'
import { SourceError, type SourceErrorCode } from '../source-error.ts'

/** Where it happened: the host, and what was asked for. */
export type LdapCall = { readonly host: string; readonly base?: string }

type Told = readonly [SourceErrorCode, string]

/** What Active Directory says of a bind that it refuses, in the message (`data 52e`): system error codes of Windows. */
const bindCodes: Readonly<Record<string, string>> = {
  '525': 'There is no such account. Give the user name in the form sync@corp.example.com.',
  '52e': 'The user name or the password of the service account is wrong. Enter the right ones here.',
  '530': 'The service account may not sign in at this time. Lift its logon hours.',
  '531': 'The service account may not sign in from this machine. Lift its "Log On To" restriction.',
  '532': 'The password of the service account has expired. Set a new one, and enter it here.',
  '533': 'The service account is disabled. Enable it in the directory.',
  '701': 'The service account has expired. Set its "Account expires" to never.',
  '773': 'The service account must change its password first. Set a new one without that option, and enter it here.',
  '775': 'The service account is locked. Unlock it, and see what else uses it with an old password.',
}

const byResult: Readonly<Record<number, Told>> = {
  3: [
    'unreachable',
    '{host} took longer than its time limit. Narrow the bases, or raise the limit of the service account.',
  ],
  4: [
    'listing_incomplete',
    '{host} broke the list off at its size limit. Raise the limit for the service account (OpenLDAP: "limits … size.prtotal=unlimited").',
  ],
  7: [
    'settings_invalid',
    '{host} does not take a sign-in with name and password. Allow simple binds over TLS for the service account.',
  ],
  8: ['settings_invalid', '{host} refuses unencrypted sign-ins. Choose LDAPS or StartTLS.'],
  11: [
    'listing_incomplete',
    '{host} refuses to list so much: an administrative limit. Raise it for the service account.',
  ],
  12: ['settings_invalid', '{host} does not know a control that is needed. Choose another way of reading changes.'],
  13: ['settings_invalid', '{host} refuses unencrypted connections. Choose LDAPS or StartTLS.'],
  32: ['settings_invalid', 'There is no {base} at {host}, or the service account may not see it. Correct the base.'],
  34: ['settings_invalid', '{base} is not a distinguished name. It must look like OU=People,DC=example,DC=com.'],
  48: [
    'settings_invalid',
    '{host} does not take a sign-in with name and password for this account. Allow simple binds over TLS for it, or choose another.',
  ],
  50: ['permission_missing', 'The service account may not read {base} at {host}. Give it the right to read.'],
  51: ['rate_limited', '{host} is busy. It is tried again.'],
  52: ['unreachable', '{host} is not available now. It is tried again.'],
}

const tlsProblems: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'has expired. Renew it.',
  CERT_NOT_YET_VALID: 'is not valid yet. Check the clocks.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'is for another name. Enter the name of the server as its certificate has it.',
}

const unverified = 'cannot be verified. Paste the certificate of the authority that signed it under "CA certificate".'

/** Anything that went wrong at an LDAP server, in words for the administrator. */
export function toSourceError(error: unknown, call: LdapCall): SourceError {
  if (error instanceof SourceError) return error
  const [code, text] = judge(error)
  const message = text.replaceAll('{host}', call.host).replaceAll('{base}', call.base || 'the base')
  return new SourceError(code, message, { cause: error })
}

function judge(error: unknown): Told {
  if (error instanceof AddressRefused) return ['settings_invalid', error.message]
  if (error instanceof ResultCodeError) return judgeResult(error)
  const { code, message } = rootOf(error)
  if (isCertificateProblem(code)) {
    return ['settings_invalid', `The TLS certificate of {host} ${tlsProblems[code] ?? unverified}`]
  }
  if (/^ERR_SSL_|^EPROTO$/.test(code)) {
    return ['settings_invalid', 'There was no TLS connection to {host}: port and security do not fit each other.']
  }
  return ['unreachable', networkText(code, message)]
}

function judgeResult(error: ResultCodeError): Told {
  // Active Directory has one code for many things, and says in words that nobody is signed in.
  if (error.code === 1 && /successful bind/i.test(error.message)) {
    return ['credentials_refused', '{host} wants a sign-in first: the service account is not signed in.']
  }
  if (error.code !== 49) {
    return byResult[error.code] ?? ['unreadable', `{host} answered with an error: ${oneLine(error.message)}`]
  }
  const data = /\bdata ([0-9a-f]+)\b/i.exec(error.message)?.[1]?.toLowerCase() ?? ''
  return [
    'credentials_refused',
    bindCodes[data] ??
      '{host} refuses the name or the password of the service account. Check both, and enter them here.',
  ]
}

function networkText(code: string, message: string): string {
  if (code === 'ENOTFOUND') return 'The name {host} cannot be resolved. Check it, and the DNS of this server.'
  if (code === 'EAI_AGAIN') return 'The name {host} cannot be resolved now: the DNS does not answer. It is tried again.'
  if (code === 'ECONNREFUSED') return 'Nothing listens at {host}. Check the port, and that the server runs.'
  if (/^E(?:HOST|NET)UNREACH$/.test(code)) return 'There is no route to {host}. Check the network of this server.'
  if (code === 'ETIMEDOUT' || /tim(?:ed? ?)out/i.test(message)) {
    return '{host} did not answer in time. Check that a firewall lets this server through.'
  }
  return 'The connection to {host} broke off. It is tried again; if that stays, see the log of the server and firewalls in between.'
}

function isCertificateProblem(code: string): boolean {
  return /CERT|UNABLE_TO_|ERR_TLS_CERT/.test(code)
}

/** Where a host has several addresses, each has its own error; the first says enough. */
function rootOf(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof AggregateError && error.errors.length > 0) return rootOf(error.errors[0])
  if (!(error instanceof Error)) return { code: '', message: String(error) }
  return { code: 'code' in error ? String(error.code) : '', message: error.message }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 200)
}
