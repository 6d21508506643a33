import { Skeleton, Stack, Text } from '@mantine/core'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { ExplainedTree } from '../../shared/memberships/explained-tree.tsx'
import { SidePanel } from '../../shared/side-panel.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { strings } from './strings.en.ts'

const words = strings.why

type WhyPanelProps = { readonly rule: string; readonly person: string; readonly onClose: () => void }

/** Why a rule takes somebody in, or does not: every part of it with what it gives. */
export function WhyPanel({ rule, person, onClose }: WhyPanelProps) {
  const query = { rule, person_id: person }
  const { data, error, refetch } = useApiQuery('/rules/explain', { query }, { keepsPrevious: false })
  return (
    <SidePanel
      opened
      onClose={onClose}
      title={data ? strings.result.whyOf(data.display_name) : strings.result.why}
      fullPage={`/people/${person}`}
    >
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {!data && !error && <Skeleton h={160} aria-busy />}
      {data && (
        <Stack gap="md">
          <div>
            <Text fw={600}>{words.outcome[data.outcome]}</Text>
            {data.missing && (
              <Text size="sm" c="dimmed">
                {data.missing}
              </Text>
            )}
          </div>
          {data.explained ? (
            <ExplainedTree part={data.explained} label={words.tree} />
          ) : (
            <Text size="sm" c="dimmed">
              {words.masked}
            </Text>
          )}
          {data.flips_at && (
            <Text size="sm">
              {words.flips}: <Time at={data.flips_at} form="exact" />
            </Text>
          )}
        </Stack>
      )}
    </SidePanel>
  )
}
