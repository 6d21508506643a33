import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react'

type FreshTokens = {
  /** The token of a directory that was made in this page; it is nowhere else to be had. */
  of(directoryId: string): string | undefined
  keep(directoryId: string, token: string): void
}

const FreshTokensContext = createContext<FreshTokens>({ of: () => undefined, keep: () => {} })

/** Holds the tokens that were just made, as long as the page is not loaded again. */
export function FreshTokensProvider({ children }: { readonly children: ReactNode }) {
  const [tokens, setTokens] = useState<Readonly<Record<string, string>>>({})
  const keep = useCallback(
    (directoryId: string, token: string) => setTokens((before) => ({ ...before, [directoryId]: token })),
    [],
  )
  const value = useMemo(() => ({ of: (directoryId: string) => tokens[directoryId], keep }), [tokens, keep])
  return <FreshTokensContext value={value}>{children}</FreshTokensContext>
}

/** The tokens that were made in this page. */
export function useFreshTokens(): FreshTokens {
  return use(FreshTokensContext)
}
