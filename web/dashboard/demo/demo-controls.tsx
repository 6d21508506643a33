import { Alert, Group, Paper, SegmentedControl, Stack } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { ActionForm } from './action-form.tsx'
import type { DemoState, ProviderName } from './demo-types.ts'
import { MistakeForm } from './mistake-form.tsx'
import { strings } from './strings.en.ts'

const route = getRouteApi('/shell/demo')

const actions = ['hire', 'change_title', 'move_team', 'deactivate', 'mistake'] as const

/** Chooses a provider and what happens there, and lets it happen. */
export function DemoControls({ state }: { readonly state: DemoState }) {
  const { provider = 'okta', action = 'hire' } = route.useSearch()
  const navigate = route.useNavigate()
  if (!state.is_ready) {
    return (
      <Alert variant="light" title={strings.movingIn} role="status">
        {strings.movingInText}
      </Alert>
    )
  }
  // The mistake is made at the one provider that is read: what is pushed is believed.
  const chosen = state.providers.find((one) => one.provider === (action === 'mistake' ? 'google' : provider))
  const choose = (next: { provider?: ProviderName; action?: (typeof actions)[number] }) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true })
  return (
    <Paper withBorder p="md">
      <Stack gap="md">
        <Group justify="space-between" gap="sm">
          <SegmentedControl
            aria-label={strings.action}
            value={action}
            onChange={(next) => choose({ action: next as (typeof actions)[number] })}
            data={actions.map((value) => ({ value, label: strings.actions[value] }))}
          />
          {action !== 'mistake' && (
            <SegmentedControl
              aria-label={strings.provider}
              value={provider}
              onChange={(next) => choose({ provider: next as ProviderName })}
              data={state.providers.map(({ provider: value }) => ({ value, label: strings.providers[value] }))}
            />
          )}
        </Group>
        {action === 'mistake' ? (
          <MistakeForm isMade={state.is_role_narrowed} />
        ) : (
          chosen && <ActionForm key={`${action} ${provider}`} kind={action} provider={chosen} />
        )}
      </Stack>
    </Paper>
  )
}
