import { type MantineColorsTuple, MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useMemo } from 'react'
import { type ApiClient, ApiError } from './api-client.ts'
import { ConfirmProvider } from './confirm.tsx'
import { createMusterTheme, cssVariables } from './theme.ts'
import { ApiContext } from './use-api.ts'

const Notices = lazy(async () => ({ default: (await import('./notices.tsx')).Notices }))

const styleNonce = () => document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

// Dialogs keep the page behind them from scrolling by a <style> of their own; their library finds its nonce here.
Object.assign(globalThis, { __webpack_nonce__: styleNonce() })

/** Tries again what failed on the way, never what the server refused. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) =>
          failures < 2 && (!(error instanceof ApiError) || error.status === 0 || error.status === 503),
      },
    },
  })
}

type AppProvidersProps = {
  readonly api: ApiClient
  readonly queryClient: QueryClient
  readonly brand?: MantineColorsTuple
  readonly closeLabel?: string
  readonly children: ReactNode
}

/** What every part of an app needs around it: theme, data, notices. */
export function AppProviders({ api, queryClient, brand, closeLabel, children }: AppProvidersProps) {
  const theme = useMemo(
    () => createMusterTheme({ ...(brand && { brand }), ...(closeLabel !== undefined && { closeLabel }) }),
    [brand, closeLabel],
  )
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <Suspense>
        <Notices />
      </Suspense>
      <QueryClientProvider client={queryClient}>
        <ApiContext.Provider value={api}>
          <ConfirmProvider>{children}</ConfirmProvider>
        </ApiContext.Provider>
      </QueryClientProvider>
    </MantineProvider>
  )
}
