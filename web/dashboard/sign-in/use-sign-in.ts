import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type ApiError, baseUrl } from '../../shared/api-client.ts'
import { useApi } from '../../shared/use-api.ts'

/** Which ways there are to sign in. */
export type SignInOptions = {
  readonly single_sign_on: { readonly name: string } | null
  readonly has_owner: boolean
  readonly is_demo: boolean
}

/** What the server takes: an API key, or the token of a link, with who the first owner is. */
export type SignInWith =
  | { readonly api_key: string }
  | { readonly link_token: string; readonly name?: string; readonly email?: string }

/** Asks which ways there are to sign in. */
export function useSignInOptions() {
  const api = useApi()
  return useQuery<SignInOptions, ApiError>({
    queryKey: ['/session/options'],
    queryFn: () => api.send<SignInOptions>('GET', '/session/options'),
  })
}

/** Signs in and goes to a screen. The page is loaded anew: nothing stays of whoever was signed in before. */
export function useSignIn(to: string | undefined) {
  const api = useApi()
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  async function signIn(body: SignInWith): Promise<void> {
    setBusy(true)
    setError(null)
    try {
      await api.send('POST', '/session', { body })
      window.location.assign(screenAddress(to))
    } catch (refusal) {
      setError(refusal)
      setBusy(false)
    }
  }
  return { signIn, isBusy, error }
}

/** The address of a screen of the dashboard; whatever is given, it is one of ours. */
export function screenAddress(to: string | undefined): string {
  const path = to?.startsWith('/') && !to.startsWith('//') ? to : ''
  return new URL(`dashboard${path}`, baseUrl).href
}
