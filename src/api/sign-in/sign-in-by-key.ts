import { hashSecret } from '../../platform/secrets.ts'
import type { KeyAuthenticator } from '../key-authenticator.ts'
import type { SignIn } from './begin-session.ts'

/** Signs in whoever has an API key: the session may what the key may, and ends with it. Throws `unauthorized`. */
export function signInByKey(keys: Pick<KeyAuthenticator, 'open'>, apiKey: string): SignIn {
  const keyHash = hashSecret(apiKey)
  return { method: 'api_key', admit: async () => ({ caller: await keys.open(keyHash), keyHash }) }
}
