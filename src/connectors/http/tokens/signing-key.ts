import { createHash, createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { SignJWT } from 'jose'
import type { Platform } from '../../../platform/platform.ts'
import { SourceError } from '../../source-error.ts'

/** A key with which assertions are signed. */
export type SigningKey = {
  /** PEM in any of its forms, or a JWK as JSON. */
  readonly privateKey: string
  /** By the key, if not said: RS256, or that of its curve; Entra recommends PS256. */
  readonly algorithm?: 'RS256' | 'RS384' | 'RS512' | 'PS256' | 'ES256' | 'ES384' | 'ES512'
  readonly keyId?: string
  /** The certificate (PEM) that is registered with the vendor: its thumbprint goes into the header as `x5t#S256`. */
  readonly certificate?: string
}

/** What is said in an assertion, and for how long it is good. */
export type AssertionClaims = {
  readonly issuer: string
  readonly subject?: string
  readonly audience: string
  readonly lifeSeconds: number
  readonly scope?: string
}

/** Makes assertions (RFC 7523 section 3), each with an id of its own. */
export function createSigner(vendor: string, key: SigningKey, { clock, newId }: Platform) {
  let opened: OpenedKey | null = null
  return async ({ issuer, subject, audience, lifeSeconds, scope }: AssertionClaims): Promise<string> => {
    opened ??= openKey(vendor, key)
    const now = clock.now()
    const jwt = new SignJWT(scope === undefined ? {} : { scope })
      .setProtectedHeader(opened.header)
      .setIssuer(issuer)
      .setAudience(audience)
      .setJti(newId('request', now))
      .setIssuedAt(now)
      .setExpirationTime(new Date(now.getTime() + lifeSeconds * 1000))
    if (subject !== undefined) jwt.setSubject(subject)
    return await jwt.sign(opened.privateKey)
  }
}

type OpenedKey = { readonly privateKey: KeyObject; readonly header: { alg: Algorithm; [name: string]: string } }

function openKey(vendor: string, { privateKey: text, algorithm, keyId, certificate }: SigningKey): OpenedKey {
  const privateKey = readKey(vendor, text)
  const alg = algorithm ?? usualFor(privateKey)
  if (alg === null || !fits(privateKey, alg)) throw unusable(vendor, algorithm)
  if (certificate !== undefined) checkPair(vendor, certificate, privateKey)
  return {
    privateKey,
    header: {
      alg,
      typ: 'JWT',
      ...(keyId !== undefined && { kid: keyId }),
      ...(certificate !== undefined && { 'x5t#S256': thumbprint(vendor, certificate) }),
    },
  }
}

function readKey(vendor: string, text: string): KeyObject {
  const trimmed = text.trim()
  try {
    if (trimmed.startsWith('{')) return createPrivateKey({ key: JSON.parse(trimmed), format: 'jwk' })
    return createPrivateKey(trimmed)
  } catch {
    // The reason would tell of the key.
    throw new SourceError(
      'settings_invalid',
      `The private key for ${vendor} cannot be read: enter it as PEM (“-----BEGIN PRIVATE KEY-----” and all after it) or as a JWK, without a password.`,
    )
  }
}

type Algorithm = NonNullable<SigningKey['algorithm']>

const curves: Readonly<Record<string, Algorithm>> = { prime256v1: 'ES256', secp384r1: 'ES384', secp521r1: 'ES512' }

/** The algorithm that a key is for (RFC 7518 section 3); null for keys that no vendor takes. */
function usualFor({ asymmetricKeyType: type, asymmetricKeyDetails }: KeyObject): Algorithm | null {
  if (type === 'rsa') return 'RS256'
  return type === 'ec' ? (curves[asymmetricKeyDetails?.namedCurve ?? ''] ?? null) : null
}

/** RFC 7518 section 3.3: RSA keys have 2048 bits at least. */
function fits(key: KeyObject, algorithm: Algorithm): boolean {
  if (algorithm.startsWith('ES')) return usualFor(key) === algorithm
  return key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048
}

function unusable(vendor: string, algorithm: Algorithm | undefined): SourceError {
  const wanted = /^[PR]S/.test(algorithm ?? '') ? '' : ', or an EC key on one of the curves P-256, P-384 and P-521'
  const text = `The private key for ${vendor} is of a kind that cannot be used: make an RSA key of at least 2048 bits${wanted}, register its public half, and enter it.`
  return new SourceError('settings_invalid', text)
}

/** Otherwise the vendor would only say that the signature is wrong. */
function checkPair(vendor: string, certificate: string, privateKey: KeyObject): void {
  if (readCertificate(vendor, certificate).checkPrivateKey(privateKey)) return
  const text = `The certificate and the private key for ${vendor} do not belong together: enter both as they were made.`
  throw new SourceError('settings_invalid', text)
}

function thumbprint(vendor: string, certificate: string): string {
  return createHash('sha256').update(readCertificate(vendor, certificate).raw).digest('base64url')
}

function readCertificate(vendor: string, certificate: string): X509Certificate {
  try {
    return new X509Certificate(certificate)
  } catch {
    throw new SourceError(
      'settings_invalid',
      `The certificate for ${vendor} cannot be read: enter it as PEM, beginning with “-----BEGIN CERTIFICATE-----”.`,
    )
  }
}
