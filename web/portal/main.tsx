import '@mantine/core/styles.css'
import '../shared/base.css'
import { createRoot } from 'react-dom/client'
import { PortalApp } from './portal-app.tsx'

const root = document.getElementById('root')
if (root) createRoot(root).render(<PortalApp />)
