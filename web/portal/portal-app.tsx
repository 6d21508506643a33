import type { MantineColorsTuple } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useMemo } from 'react'
import { AppProviders } from '../shared/app-providers.tsx'
import { brandColours } from '../shared/brand-colours.ts'
import { useSharedStrings } from '../shared/shared-strings.tsx'
import { ApiContext } from '../shared/use-api.ts'
import { FreshTokensProvider } from './fresh-tokens.tsx'
import { LanguageProvider } from './language.tsx'
import { api, queryClient } from './portal-api.ts'
import { createPortalRouter } from './routes.tsx'
import { useOperator } from './use-operator.ts'

const router = createPortalRouter(queryClient)

/** The portal in the visitor's language and the operator's colours. */
export function PortalApp() {
  return (
    <LanguageProvider>
      <QueryClientProvider client={queryClient}>
        <ApiContext.Provider value={api}>
          <FreshTokensProvider>
            <BrandedApp />
          </FreshTokensProvider>
        </ApiContext.Provider>
      </QueryClientProvider>
    </LanguageProvider>
  )
}

function BrandedApp() {
  const { colour } = useOperator().branding
  const { close } = useSharedStrings()
  const brand = useMemo((): MantineColorsTuple | undefined => (colour ? brandColours(colour) : undefined), [colour])
  return (
    <AppProviders api={api} queryClient={queryClient} closeLabel={close} {...(brand && { brand })}>
      <RouterProvider router={router} />
    </AppProviders>
  )
}
