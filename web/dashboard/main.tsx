import '@mantine/core/styles.css'
import '../shared/base.css'
import { RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { AppProviders, createQueryClient } from '../shared/app-providers.tsx'
import { api } from './dashboard-api.ts'
import { createDashboardRouter } from './routes.tsx'

const queryClient = createQueryClient()
const router = createDashboardRouter(queryClient)
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <AppProviders api={api} queryClient={queryClient}>
      <RouterProvider router={router} />
    </AppProviders>,
  )
}
