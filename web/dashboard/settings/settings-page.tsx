import { Tabs } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { PageHeader } from '../../shared/page-header.tsx'
import { AccountTab } from './account-tab.tsx'
import { ApiKeysTab } from './api-keys-tab.tsx'
import { AttributesTab } from './attributes-tab.tsx'
import { BrandingTab } from './branding-tab.tsx'
import { GuardsTab } from './guards-tab.tsx'
import { RetentionTab } from './retention-tab.tsx'
import { type SettingsTab, settingsTabs } from './settings-tabs.ts'
import { SingleSignOnTab } from './single-sign-on-tab.tsx'
import { strings } from './strings.en.ts'
import { SystemTab } from './system-tab.tsx'
import { TeamTab } from './team-tab.tsx'

const route = getRouteApi('/shell/settings')

const parts: Readonly<Record<SettingsTab, () => ReactNode>> = {
  'api-keys': ApiKeysTab,
  team: TeamTab,
  'single-sign-on': SingleSignOnTab,
  branding: BrandingTab,
  attributes: AttributesTab,
  guards: GuardsTab,
  retention: RetentionTab,
  system: SystemTab,
  account: AccountTab,
}

/** D21: what holds for the whole server, who may use it, and how it does. */
export function SettingsPage() {
  const { tab = 'api-keys' } = route.useSearch()
  const navigate = useNavigate()
  const Part = parts[tab]
  return (
    <>
      <PageHeader title={strings.title} />
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(chosen) => void navigate({ to: '/settings', search: { tab: chosen as SettingsTab } })}
      >
        <Tabs.List mb="lg" aria-label={strings.title}>
          {settingsTabs.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {strings.tabs[each]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {settingsTabs.map((each) => (
          <Tabs.Panel key={each} value={each}>
            {each === tab && <Part />}
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  )
}
